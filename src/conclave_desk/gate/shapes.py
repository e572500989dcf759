"""A shape for each answer, so that neither word nor colour has to be read: the same on every screen of a gate."""

from __future__ import annotations

from math import asin, cos, pi, sin

Contour = list[tuple[float, float]]


def _arc(x: float, y: float, radius: float, first: float, last: float, steps: int = 24) -> Contour:
    """Part of a circle, from angle to angle in parts of a whole turn."""
    angles = (2 * pi * (first + (last - first) * step / steps) for step in range(steps + 1))
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]


def _box(left: float, bottom: float, right: float, top: float) -> Contour:
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _lens(width: float, bulge: float) -> Contour:
    """Two arcs that meet at the corners of an eye."""
    radius = (width**2 + bulge**2) / (2 * bulge)
    half = asin(min(1.0, width / radius)) / (2 * pi)
    above = _arc(0, bulge - radius, radius, 0.25 - half, 0.25 + half)
    return [*above, *((x, -y) for x, y in reversed(above))]


def _frame(size: float, thick: float, arm: float) -> list[Contour]:
    """The four corners between which a code is held."""
    corner = [(0.0, 0.0), (arm, 0.0), (arm, thick), (thick, thick), (thick, arm), (0.0, arm)]
    turned: list[Contour] = []
    for across, up in ((0, 0), (1, 0), (1, 1), (0, 1)):
        turned.append([(size - x if across else x, size - y if up else y) for x, y in corner])
    return [contour if place % 2 == 0 else contour[::-1] for place, contour in enumerate(turned)]


_TICK = [(0.0, 45.0), (14.0, 59.0), (37.0, 36.0), (86.0, 85.0), (100.0, 71.0), (37.0, 8.0)]
_HOURGLASS = [
    *((8.0, 100.0), (92.0, 100.0), (92.0, 88.0), (84.0, 88.0), (84.0, 78.0), (58.0, 50.0), (84.0, 22.0), (84.0, 12.0)),
    *((92.0, 12.0), (92.0, 0.0), (8.0, 0.0), (8.0, 12.0), (16.0, 12.0), (16.0, 22.0), (42.0, 50.0), (16.0, 78.0)),
    *((16.0, 88.0), (8.0, 88.0)),
]
_ARROW = [(0.0, 50.0), (46.0, 92.0), (46.0, 66.0), (100.0, 66.0), (100.0, 34.0), (46.0, 34.0), (46.0, 8.0)]

SHAPES: dict[str, list[Contour]] = {
    "admit": [_TICK],
    "check": [_lens(50, 34), _lens(42, 24)[::-1], _arc(0, 0, 13, 0, 1)],
    "wait": [_HOURGLASS],
    "stop": [_arc(50, 50, 50, 0, 1), _box(18, 39, 82, 61)[::-1]],
    "left": [_ARROW],
    "ready": _frame(100, 12, 34),
}
"""By kind of answer: outlines, in any unit, y upward; what two of them enclose is empty (even-odd and non-zero)."""
