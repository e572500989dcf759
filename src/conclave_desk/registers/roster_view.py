"""The roster: a view of the registers in the desk's file, a table of the same columns in a station's."""

from __future__ import annotations

from typing import Any

ROSTER_COLUMNS: dict[str, Any] = {
    "holder": str,
    "issuer": str,
    "issue": int,
    "kind": str,
    "name": str,
    "folded": str,
    "party": str,
    "category": str,
    "zones": str,
    "valid_from": str,
    "valid_until": str,
    "suspended": int,
    "collected": int,
    "revoked_from": str,
    "cause": str,
    "replaced_by": int,
    "marks": str,
    "bearer": str,
    "keys": str,
    "rank": str,
    "passport_name": str,
    "appointment": str,
    "service": str,
    "letterbox": bytes,
}
"""What a gate knows of a badge. ``cause`` says why it ended; ``keys`` are the names by which sessions list people;
``bearer`` is the holder number of whoever has a temporary card;
``passport_name`` is the name as sent where another stands on the badge; ``letterbox`` is the public key that free text
about the holder is sealed to (in a station's file alone)."""
ROSTER_KEY = ("holder", "issuer", "issue")

VIEWS = {
    "roster": """
SELECT b.holder, (SELECT code FROM event) issuer, b.issue, '' kind,
    coalesce(nullif(n.badge_name, ''), nullif(trim(n.given_name || ' ' || n.family_name), ''), n.native_name) name,
    n.folded, n.party, a.category, a.zones, a.valid_from, a.valid_until,
    a.status = 'suspended' suspended, b.collected_at IS NOT NULL collected,
    coalesce(b.surrendered_at, b.revoked_from, a.withdrawn_from, iif(a.status = 'refused', a.valid_from, NULL))
        revoked_from,
    CASE WHEN b.surrendered_at IS NOT NULL THEN 'surrendered' WHEN b.revoked_from IS NOT NULL THEN b.cause
        WHEN a.withdrawn_from IS NOT NULL THEN 'withdrawn' WHEN a.status = 'refused' THEN 'refused' END cause,
    b.replaced_by, n.marks, '' bearer,
    CASE WHEN n.predecessor IS NULL THEN json_array(n.external_id, trim(n.given_name || ' ' || n.family_name),
        trim(n.rank || ' ' || trim(n.given_name || ' ' || n.family_name)), n.badge_name, n.native_name)
    ELSE (
        WITH RECURSIVE line (id, before, external_id, name, rank, badge_name, native_name) AS (
            SELECT id, predecessor, external_id, trim(given_name || ' ' || family_name), rank, badge_name, native_name
            FROM nominations WHERE id = n.id
            UNION
            SELECT p.id, p.predecessor, p.external_id, trim(p.given_name || ' ' || p.family_name), p.rank,
                p.badge_name, p.native_name
            FROM nominations p JOIN line ON p.id = line.before
        )
        SELECT json_group_array(value) FROM line,
            json_each(json_array(external_id, name, trim(rank || ' ' || name), badge_name, native_name))
    ) END keys,
    n.rank, iif(n.badge_name IN ('', trim(n.given_name || ' ' || n.family_name)), '',
        trim(n.given_name || ' ' || n.family_name)) passport_name,
    n.appointment, n.service, NULL letterbox
FROM badges b JOIN accreditations a ON a.nomination = b.nomination JOIN nominations n ON n.id = b.nomination
UNION ALL
SELECT holder, issuer, issue, '', name, folded, party, category, zones, valid_from, valid_until,
    status = 'suspended', 1,
    coalesce(revoked_from, iif(status IN ('withdrawn', 'refused'), valid_from, NULL)),
    coalesce(nullif(cause, ''), iif(revoked_from IS NOT NULL OR status IN ('withdrawn', 'refused'), 'withdrawn', NULL)),
    replaced_by, '', '', '[]', '', '', '', '', NULL
FROM linked_badges
UNION ALL
SELECT holder, (SELECT code FROM event), 1, 'floater', '', '', party, 'floater', zones, valid_from, valid_until,
    0, 1, recalled_from, cause, NULL, '', '', '[]', '', '', '', '', NULL
FROM floaters
UNION ALL
SELECT c.holder, (SELECT code FROM event), 1, 'temporary',
    coalesce(nullif(n.badge_name, ''), trim(n.given_name || ' ' || n.family_name), ''), '',
    coalesce(n.party, ''), coalesce(a.category, 'temporary'), coalesce(a.zones, '[]'), c.valid_from, c.valid_until,
    coalesce(a.status = 'suspended', 0), c.nomination IS NOT NULL,
    coalesce(c.ended_from, a.withdrawn_from, iif(a.status = 'refused', a.valid_from, NULL)),
    CASE WHEN c.ended_from IS NOT NULL THEN c.cause WHEN a.withdrawn_from IS NOT NULL THEN 'withdrawn'
        WHEN a.status = 'refused' THEN 'refused' END,
    NULL, coalesce(n.marks, ''), coalesce(a.holder, ''),
    coalesce((SELECT json_array(n.external_id, trim(n.given_name || ' ' || n.family_name),
        trim(n.rank || ' ' || trim(n.given_name || ' ' || n.family_name)), n.badge_name, n.native_name)
        WHERE n.id IS NOT NULL), '[]'),
    coalesce(n.rank, ''), coalesce(iif(n.badge_name IN ('', trim(n.given_name || ' ' || n.family_name)), '',
        trim(n.given_name || ' ' || n.family_name)), ''),
    coalesce(n.appointment, ''), coalesce(n.service, ''), NULL
FROM cards c LEFT JOIN accreditations a ON a.nomination = c.nomination LEFT JOIN nominations n ON n.id = c.nomination
""",
    "supervising": """
SELECT a.holder, s.pin FROM supervisors s JOIN accreditations a ON a.nomination = s.nomination
""",
}
