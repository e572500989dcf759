"""The flag of the African Union as SVG, drawn for this project: no set of flags with a free licence has it.

Dark green; on a white sun the continent, in the green of the field; around it 53 stars of gold. The outline is Natural
Earth's (public domain), out of the npm package world-atlas. The proportion is 2 to 3.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

_WIDTH, _HEIGHT = 300.0, 200.0
_GREEN, _GOLD = "#00843D", "#FFD100"
_STARS, _RAYS = 53, 36
_MEMBERS = [
    "012",
    "024",
    "072",
    "086",
    "108",
    "120",
    "132",
    "140",
    "148",
    "174",
    "175",
    "178",
    "180",
    "204",
    "226",
    "231",
    "232",
    "262",
    "266",
    "270",
    "288",
    "324",
    "384",
    "404",
    "426",
    "430",
    "434",
    "450",
    "454",
    "466",
    "478",
    "480",
    "504",
    "508",
    "516",
    "562",
    "566",
    "624",
    "646",
    "678",
    "686",
    "690",
    "694",
    "706",
    "710",
    "716",
    "728",
    "729",
    "732",
    "748",
    "768",
    "788",
    "800",
    "818",
    "834",
    "854",
    "894",
]
"""ISO 3166 numeric codes; Natural Earth gives Somaliland none, but a name."""
_WITHOUT_CODE = "Somaliland"
_MIDDLE = (17.0, 1.0)
"""Longitude and latitude in the middle of the sun."""
_DEGREE = 1.06


def svg(package: Path) -> str:
    """The flag; ``package`` is the folder of world-atlas."""
    topology = json.loads((package / "countries-110m.json").read_text(encoding="utf-8"))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" width="300" height="200">',
        f'<rect width="{_WIDTH:g}" height="{_HEIGHT:g}" fill="{_GREEN}"/>',
        f'<path d="{_sun(44, 56)}" fill="#FFFFFF"/>',
        f'<path d="{_continent(topology)}" fill="{_GREEN}" stroke="{_GREEN}" stroke-width="0.7" stroke-linejoin="round"/>',
        f'<path d="{_stars(71, 4.1)}" fill="{_GOLD}"/>',
        "</svg>",
    ]
    return "\n".join(parts)


def _at(radius: float, turn: float) -> tuple[float, float]:
    """A point about the middle of the flag, ``turn`` of a whole turn from the top."""
    angle = 2 * math.pi * turn
    return _WIDTH / 2 + radius * math.sin(angle), _HEIGHT / 2 - radius * math.cos(angle)


def _closed(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"


def _sun(inner: float, outer: float) -> str:
    return _closed([_at(outer if step % 2 == 0 else inner, step / (2 * _RAYS)) for step in range(2 * _RAYS)])


def _stars(ring: float, size: float) -> str:
    stars = []
    for number in range(_STARS):
        x, y = _at(ring, number / _STARS)
        dx, dy = x - _WIDTH / 2, y - _HEIGHT / 2
        corners = [_at(size if step % 2 == 0 else size * 0.382, step / 10) for step in range(10)]
        stars.append(_closed([(a + dx, b + dy) for a, b in corners]))
    return "".join(stars)


def _continent(topology: dict[str, Any]) -> str:
    arcs = _arcs(topology)
    shapes = topology["objects"]["countries"]["geometries"]
    wanted = [s for s in shapes if s.get("id") in _MEMBERS or s["properties"]["name"] == _WITHOUT_CODE]
    rings = []
    for shape in wanted:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings += [_closed([_placed(point) for point in _ring(ring, arcs)]) for polygon in polygons for ring in polygon]
    return "".join(rings)


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Arcs as longitudes and latitudes; in the file each point says how far it is from the one before."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    return arcs


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _placed(point: tuple[float, float]) -> tuple[float, float]:
    return (
        _WIDTH / 2 + (point[0] - _MIDDLE[0]) * _DEGREE,
        _HEIGHT / 2 - (point[1] - _MIDDLE[1]) * _DEGREE,
    )
