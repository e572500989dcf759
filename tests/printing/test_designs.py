"""Badge designs are data, and wrong ones are refused with a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from PIL import Image as PilImage

from conclave_desk.data import data_folder
from conclave_desk.errors import WrongData, WrongUse
from conclave_desk.printing.design import Wording
from conclave_desk.printing.designs import KINDS, design_names, load_design, parse_design
from conclave_desk.printing.placeholders import OF_BADGE, OF_EVENT
from conclave_desk.printing.sheet import Grid

README = (data_folder("badges") / "README.md").read_text(encoding="utf-8")
PAGE = "[page]\nwidth = 105\nheight = 148\n"
TEXT = '[[element]]\nname = "who"\nkind = "text"\nx = 7\ny = 40\nw = 91\nh = 20\ntext = "{name}"\nsize = 20\n'
QR = '[[element]]\nname = "code"\nkind = "qr"\nx = 10\ny = 100\nsize = 32\n'
BASE = PAGE + '[colours]\nink = "#000000"\n' + TEXT + QR


def flaws_of(text: str) -> list[tuple[str | None, str]]:
    with pytest.raises(WrongData) as refused:
        parse_design(text, "mine.toml")
    assert all(flaw.file == "mine.toml" for flaw in refused.value.flaws)
    return [(flaw.column, flaw.sentence) for flaw in refused.value.flaws]


@pytest.mark.parametrize("name", design_names())
def test_each_packaged_design_keeps_the_rules(name: str) -> None:
    assert load_design(name).name == name


def test_the_base_of_these_tests_is_right() -> None:
    assert [element.name for element in parse_design(BASE, "mine.toml").elements] == ["who", "code"]


@pytest.mark.parametrize(
    ("right", "wrong", "element", "sentence"),
    [
        ('kind = "text"', 'kind = "txet"', "who", "kind 'txet' is not one of text, stack, band,"),
        ("size = 20", "size = 20\nsiez = 3", "who", "Unknown key 'siez'; there are text, size,"),
        ("size = 20", 'size = "20"', "who.size", "Expected `float`"),
        ("x = 7\n", "", "who", "missing required field `x`"),
        ("{name}", "{nmae}", "who.text", "Unknown placeholder {nmae}; there are appointment,"),
        ("size = 20", "size = 20\nmin_size = 5", "who.min_size", "from 7 pt up to size"),
        ("size = 20", "size = 20\nmin_size = 30", "who.min_size", "from 7 pt up to size"),
        ("size = 20", "size = 20\nwrap_below = 30", "who.wrap_below", "from min_size up to size"),
        ("size = 20", "size = 20\nlines = 0", "who.lines", "from 1 to 6"),
        ("size = 20", "size = 20\nleading = 0.5", "who.leading", "from 1 to 3"),
        ("size = 20", 'size = 20\ncolour = "purple"', "who.colour", "there are ink, category"),
        ("size = 20", 'size = 20\nalign = "centre"', "who.align", "Invalid enum value 'centre'"),
        ("x = 7\n", "x = 2\n", "who", "beyond the page's margin of 5 mm"),
        ("w = 91", "w = 99", "who", "beyond the page's margin"),
        ("w = 91", "w = 0", "who", "more than 0 mm"),
        ("size = 20", "size = 20\nwith_photo = { x = 90, y = 40, w = 20, h = 5 }", "who.with_photo", "margin"),
        ("size = 32", "size = 20", "code.size", "at least 25 mm"),
        ("y = 100", "y = 50", "code", "who lies in its quiet zone, 3.1 mm on each side"),
        ('name = "code"', 'name = "who"', "who", "Another element has this name"),
        ("width = 105", 'width = 105\nfold = "top"', "page.fold", "needs a [[back]]"),
        ("[[element]]\nname = \"code\"", "[[back]]\nname = \"code\"\nmargin = 3", "code", "Unknown key 'margin'"),
        ("width = 105", "width = -1", "page", "must be more than 0"),
        ('ink = "#000000"', 'ink = "black"', "colours.ink", "write it as #RRGGBB"),
        ('ink = "#000000"', 'ink = "#000000"\ncategory = "#112233"', "colours.category", "take another one"),
        ("[colours]", "[colors]", "colors", "Unknown table; there are page, colours, element, back"),
    ],
)  # fmt: skip
def test_a_wrong_design_is_refused_naming_the_element_and_what_is_allowed(
    right: str, wrong: str, element: str, sentence: str
) -> None:
    assert right in BASE
    found = flaws_of(BASE.replace(right, wrong, 1))
    assert any(column == element and sentence in told for column, told in found), found


def test_all_flaws_are_told_and_not_only_the_first() -> None:
    wrong = BASE.replace("size = 20", "size = 20\nlines = 9").replace("size = 32", "size = 12")
    assert [column for column, _ in flaws_of(wrong)] == ["who.lines", "code.size"]


def test_a_key_in_a_line_of_a_stack_is_told_with_the_keys_of_lines() -> None:
    stack = '[[element]]\nname = "s"\nkind = "stack"\nx = 7\ny = 70\nw = 9\nh = 9\n'
    line = '[[element.line]]\nname = "l"\ntext = "x"\nsize = 9\nbold = true\n'
    ((column, sentence),) = flaws_of(BASE + stack + line)
    assert column == "s.line[0]"
    assert "'bold'" in sentence
    assert "space" in sentence


@pytest.mark.parametrize("text", ["", "page = 3", "[page", PAGE, PAGE + "element = 5", BASE + "\n[[element]]\n"])
def test_what_is_hardly_a_design_is_refused(text: str) -> None:
    assert flaws_of(text)


def test_a_design_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="there are a6-landscape-fold, a6-portrait, cr80"):
        load_design("a7")
    with pytest.raises(WrongUse, match="There is no file"):
        load_design(str(tmp_path / "none.toml"))


def test_an_image_has_to_lie_beside_its_design(tmp_path: Path) -> None:
    image = '[[element]]\nname = "emblem"\nkind = "image"\nx = 7\ny = 7\nw = 20\nh = 20\nfile = "emblem.png"\n'
    path = tmp_path / "own.toml"
    path.write_text(BASE + image, encoding="utf-8")
    with pytest.raises(WrongData, match="cannot be read"):
        load_design(str(path))
    (tmp_path / "emblem.png").write_bytes(b"<svg/>")
    with pytest.raises(WrongData, match="neither a whole JPEG nor a whole PNG"):
        load_design(str(path))
    PilImage.new("RGB", (20, 20), "navy").save(tmp_path / "emblem.png")
    assert list(load_design(str(path)).pictures) == ["emblem.png"]


def test_the_readme_tells_all_keys_of_sheets() -> None:
    table = README.partition("## Sheets")[2].partition("\n## ")[0]
    assert keys_in(table) == {field.name for field in msgspec.structs.fields(Grid)}


def test_a_design_of_ones_own_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"\ufeff{BASE}", encoding="utf-8")
    assert load_design(str(path)).name == "own"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(WrongData, match="not UTF-8"):
        load_design(str(path))


def test_the_readme_tells_all_placeholders_and_no_others() -> None:
    table = README.partition("## Placeholders")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `\{(\w+)\}`", table, re.MULTILINE) == [*OF_BADGE, *OF_EVENT]


def keys_in(section: str) -> set[str]:
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


def test_the_readme_tells_all_kinds_of_elements_with_all_their_keys() -> None:
    common = keys_in(README.partition("## How text fits")[2].partition("\n## ")[0])
    assert common == {field.name for field in msgspec.structs.fields(Wording)}
    sections = re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", README, re.MULTILINE | re.DOTALL)
    assert [kind for kind, _ in sections] == list(KINDS)
    for kind, section in sections:
        keys = {field.name for field in msgspec.structs.fields(KINDS[kind])} - {"name"}
        if issubclass(KINDS[kind], Wording):
            keys -= common
        assert keys_in(section) == keys, kind
