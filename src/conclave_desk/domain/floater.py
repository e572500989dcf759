"""Whether a floater, a transferable card of a delegation's pool, opens a zone for the badge shown with it."""

from __future__ import annotations

from msgspec.structs import replace

from conclave_desk.domain.admission import judge
from conclave_desk.domain.scene import Attempt, Holding, Reading, Scene, Verdict


def with_floater(
    attempt: Attempt, floater: Reading, card: Holding | None, holder: Holding, user: str | None
) -> Verdict | None:
    """Why a floater does not open the zone for ``holder``; ``None`` when it does.

    ``user`` is the holder number of whoever is inside with the card. The card itself is judged like a badge that
    has no limits to keep.
    """
    free = replace(
        attempt,
        gate=replace(attempt.gate, reentry="free"),
        zone=replace(attempt.zone, floater=False, capacity=None, per_party=None),
        override=None,
        roster_as_of=None,
    )
    verdict = judge(free, floater, replace(card, kind="", escort=False, works_sessions=True) if card else None, Scene())
    if verdict.verdict == "refused" or card is None:
        return verdict
    if card.party != holder.party:
        return _wait("not_theirs", f"This floater is not {holder.party_name}'s. Scan the delegation's own.")
    if user not in (None, holder.holder):
        return _wait("in_use", "Somebody is inside with this floater. Scan another one.")
    return None


def _wait(cause: str, message: str) -> Verdict:
    return Verdict("refused", "wait", "floater_required", message, detail={"cause": cause})
