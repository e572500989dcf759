"""The files of the page, read once; the shapes are drawn into it from those that every screen of a gate shows."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from conclave_desk.gate.shapes import SHAPES, Contour

_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
}
FOR_STRANGERS = ("pair.html", "pair.js", "page.css", "stranger.html")
"""What a phone needs before it is paired."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the page as it is sent."""

    content: bytes
    kind: str


def parts() -> dict[str, Part]:
    """All files by name."""
    found = {}
    for file in files(__package__).joinpath("static").iterdir():
        kind = _KINDS.get(file.name.rpartition(".")[2])
        if kind is not None:
            content = file.read_text(encoding="utf-8").replace("<!-- shapes -->", symbols())
            found[file.name] = Part(content.encode(), kind)
    return found


def symbols() -> str:
    """The shapes as SVG symbols, to be used by ``#shape-admit`` and so on."""
    return "".join(_symbol(kind, contours) for kind, contours in SHAPES.items())


def _symbol(kind: str, contours: list[Contour]) -> str:
    across = [x for contour in contours for x, _ in contour]
    up = [y for contour in contours for _, y in contour]
    left, top, width, height = min(across), -max(up), max(across) - min(across), max(up) - min(up)
    path = "".join(f"M{'L'.join(f'{x:.2f} {-y:.2f}' for x, y in contour)}Z" for contour in contours)
    box = f"{left:.2f} {top:.2f} {width:.2f} {height:.2f}"
    return f'<symbol id="shape-{kind}" viewBox="{box}"><path d="{path}"/></symbol>'
