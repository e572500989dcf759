"""What a phone's camera sees: a printed badge held before it, or a wall; as a film for the browser's fake camera."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from conclave_desk.desk import lookup
from conclave_desk.desk.desk import Desk
from conclave_desk.desk.faces import event_face, faces
from conclave_desk.printing.designs import load_design
from conclave_desk.printing.picture import badge_png
from conclave_desk.registers import accreditations

WIDE, HIGH = 640, 480
A_SECOND = 30
"""Pictures: the browser's fake camera plays as many."""


def printed(desk: Desk, name: str, *, issue: int = -1, payload: str = "") -> Image.Image:
    """The person's badge as the press prints it, rendered from its PDF; or with another code on it."""
    found = accreditations.badges_of(desk.journal.db, lookup.person(desk, name).id)
    face = next(faces(desk, [found[issue]], lambda code: code))
    if payload:
        face = replace(face, payload=payload)
    return Image.open(io.BytesIO(badge_png(face, event_face(desk), load_design("a6-portrait"), dpi=150)))


def held(badge: Image.Image, tilt: float = 4, size: float = 1.25) -> Image.Image:
    """A badge before the camera: by hand, so that it hangs askew, with its code about in the middle."""
    scene = wallpaper()
    high = int(HIGH * size)
    small = badge.convert("RGB").resize((int(high * badge.width / badge.height), high), Image.Resampling.LANCZOS)
    mask = Image.new("L", small.size, 255)
    turned, mask = (one.rotate(tilt, expand=True, resample=Image.Resampling.BICUBIC) for one in (small, mask))
    scene.paste(turned, ((WIDE - turned.width) // 2, int(HIGH * 0.62 - turned.height * 0.75)), mask)
    return scene.filter(ImageFilter.GaussianBlur(0.6))


def wallpaper() -> Image.Image:
    """A wall with a pattern on it, squares among others, and no code."""
    scene = Image.new("RGB", (WIDE, HIGH), "#b9a88a")
    pen = ImageDraw.Draw(scene)
    for x in range(0, WIDE, 40):
        for y in range(0, HIGH, 40):
            pen.rectangle((x + 6, y + 6, x + 26, y + 26), outline="#5b4a33", width=4)
            pen.rectangle((x + 13, y + 13, x + 19, y + 19), fill="#5b4a33")
    return scene


def film(path: Path, scenes: Sequence[tuple[Image.Image, float]]) -> Path:
    """A film of the scenes, each so many seconds long; the browser begins it again when it is over."""
    with path.open("wb") as handle:
        for scene, seconds in scenes:
            out = io.BytesIO()
            scene.save(out, "JPEG", quality=88)
            for _ in range(round(seconds * A_SECOND)):
                handle.write(out.getvalue())
    return path
