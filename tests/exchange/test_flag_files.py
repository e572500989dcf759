"""Flags that the host gives as files beside event.toml."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.pictures import opened, picture

from conclave_desk.exchange.flag_files import WIDTH, FlagFault, read_flag
from conclave_desk.exchange.folder import EventFolder

from .conftest import EVENT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2">{}</svg>'
TRICOLOUR = SVG.format('<path fill="#C81E1E" d="M0 0h3v1H0z"/><path fill="#1EA03C" d="M0 1h3v1H0z"/>')


def flag(folder: Path, name: str, content: bytes | str) -> bytes:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_flag(folder, name)


def test_a_drawing_becomes_a_picture_that_print_shows_sharp(tmp_path: Path) -> None:
    drawn = opened(flag(tmp_path, "flag.svg", TRICOLOUR))
    assert (drawn.format, drawn.size) == ("PNG", (WIDTH, WIDTH * 2 // 3))
    assert drawn.convert("RGB").getpixel((600, 100)) == (200, 30, 30)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_taken_as_large_as_it_is_useful(tmp_path: Path, kind: str) -> None:
    assert opened(flag(tmp_path, f"flag.{kind.lower()}", picture(kind, (2400, 1600)))).size == (1200, 800)
    assert opened(flag(tmp_path, f"flag.{kind.lower()}", picture(kind, (300, 200)))).size == (300, 200)


def test_what_is_see_through_becomes_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(flag(tmp_path, "flag.png", out.getvalue())).convert("RGB").getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("flag.png", b"", "is neither SVG, PNG nor JPEG"),
        ("flag.png", TRICOLOUR, "is neither SVG, PNG nor JPEG"),
        ("flag.png", picture("PNG", (300, 200))[:-60], "is not a whole picture"),
        ("flag.png", picture("PNG", (900, 100)), "no proportion of a flag"),
        ("flag.png", picture("PNG", (100, 900)), "no proportion of a flag"),
        ("flag.png", b"\0" * 2_000_001, "has more than 2 MB"),
        ("flag.svg", "<svg", "is no whole SVG"),
        ("flag.svg", "this is no flag", "is no whole SVG"),
        ("flag.svg", SVG.format('<image href="file:///etc/hostname"/>'), "refers to other files"),
        ("flag.svg", SVG.format('<use xlink:href="other.svg#a"/>'), "refers to other files"),
        ("flag.svg", f'<!DOCTYPE svg [<!ENTITY a "b">]>{TRICOLOUR}', "refers to other files"),
    ],
)
def test_what_is_no_flag_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes | str, sentence: str
) -> None:
    with pytest.raises(FlagFault, match=sentence):
        flag(tmp_path, name, content)


def test_a_photo_is_no_flag_and_does_not_swell_the_journal(tmp_path: Path) -> None:
    noise = Image.effect_noise((1200, 800), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    with pytest.raises(FlagFault, match="too detailed"):
        flag(tmp_path, "flag.jpg", out.getvalue())


def test_svg_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(FlagFault, match=r"pip install conclave-desk\[svg\]"):
        flag(tmp_path, "flag.svg", TRICOLOUR)


def test_a_folder_brings_the_flags_that_its_event_names(
    write: Callable[..., Path], read: Callable[..., EventFolder], faults: Callable[..., list[str]]
) -> None:
    event = EVENT + '\n[[party]]\ncode = "KEN"\nname = "Kenya"\nflag = "ours.svg"\n'
    [line] = faults(event=event)
    assert line.endswith('flag: "ours.svg" is not there; put the file beside event.toml')
    (write() / "ours.svg").write_text(TRICOLOUR)
    assert list(read(event=event).flags) == ["KEN"]
    [line] = faults(event=event.replace("ours.svg", "../ours.svg"))
    assert "lies elsewhere" in line
    [line] = faults(event=event.replace("ours.svg", "ours.gif"))
    assert "no country has the code" in line
