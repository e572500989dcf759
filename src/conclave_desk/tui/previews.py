"""Pictures of badges for the screen, drawn once and kept as long as nothing on them changes."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import event_face, faces
from conclave_desk.desk.precedence import party_names
from conclave_desk.errors import WrongUse
from conclave_desk.printing.badge import check_faces
from conclave_desk.printing.designs import load_design
from conclave_desk.printing.face import BadgeFace, EventFace
from conclave_desk.printing.picture import badge_png
from conclave_desk.printing.specimen import without_power
from conclave_desk.registers import accreditations

_KEPT = 48


@dataclass(frozen=True, slots=True)
class Previewed:
    """A badge as it will be printed, but for its code: that one opens nothing, since the real one is signed when it
    is printed and kept nowhere."""

    face: BadgeFace
    image: Any
    findings: tuple[str, ...]


class Previews:
    """``another`` opens the desk for a worker's thread."""

    def __init__(self, another: Callable[[], AbstractContextManager[Desk]]) -> None:
        self._another = another
        self._kept: OrderedDict[tuple[BadgeFace, str], Previewed] = OrderedDict()
        self._lock, self._drawing = Lock(), Lock()

    def of(self, badge: tuple[str, int], design: str) -> Previewed:
        """The badge of that holder number and issue. Slow the first time; call it from a thread."""
        with self._another() as desk:
            face, event = self._face(desk, badge), event_face(desk)
        if (known := self._known(face, design)) is not None:
            return known
        with self._drawing:
            return self._known(face, design) or self._draw(face, event, design)

    def _known(self, face: BadgeFace, design: str) -> Previewed | None:
        with self._lock:
            if (known := self._kept.get((face, design))) is not None:
                self._kept.move_to_end((face, design))
            return known

    def _draw(self, face: BadgeFace, event: EventFace, design: str) -> Previewed:
        """One at a time: PDFium crashes the program when two threads are in it."""
        from PIL import Image

        drawn = load_design(design)
        image = Image.open(io.BytesIO(badge_png(face, event, drawn)))
        image.load()
        findings = tuple(finding.sentence for finding in check_faces([face], drawn, event))
        made = Previewed(face, image, findings)
        with self._lock:
            self._kept[face, design] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    @staticmethod
    def _face(desk: Desk, number: tuple[str, int]) -> BadgeFace:
        badge = accreditations.badge(desk.journal.db, *number)
        if badge is None:
            raise WrongUse("This badge is not here any more.")
        face = next(faces(desk, [badge], party_names(desk.event)))
        return replace(face, payload=without_power(face).payload)
