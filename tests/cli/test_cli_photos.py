"""Photos on their way from a folder or a flag into the dossier, onto the badge, and out of the world."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from tests.pictures import opened, picture

from conclave_desk.bootstrap import open_desk
from conclave_desk.config import Config
from conclave_desk.desk.photos import photo_of
from conclave_desk.domain.decision import Decided
from conclave_desk.domain.entries import PersonErased
from conclave_desk.registers import nominations

from .conftest import EVENT, Program

Folder = Callable[..., Path]

PHOTO = picture(comment=b"a comment of the camera")
ROWS = """invitation,party,category,family_name,photo,status
INV/MLI,MLI,DEL,Traoré,MLI/traore.jpg,accredited
INV/MLI,MLI,DEL,Keita,,accredited
,IND,STF,Rao,rao.png,accredited
"""


@pytest.fixture
def pictured(founded: Program, folder_of: Folder) -> Program:
    """A desk with a folder of photos to load: Traoré and Rao have one, Keita has none."""
    folder = folder_of(founded.folder / "event", nominations=ROWS)
    (folder / "photos" / "MLI").mkdir(parents=True)
    (folder / "photos" / "MLI" / "traore.jpg").write_bytes(PHOTO)
    (folder / "photos" / "rao.png").write_bytes(picture("PNG", (600, 800)))
    return founded


def kept(program: Program, name: str) -> bytes | None:
    """The photo in the dossier of whoever has that family name."""
    with open_desk(Config(desk=program.desk, officer="Protocol")) as desk:
        found = next(n for n in nominations.all_of(desk.journal.db) if n.family_name == name)
        photo = photo_of(desk, found.person)
    return photo.data if photo else None


def dressed(program: Program, photo: str) -> None:
    """Give the host's policy for delegates' photos."""
    text = EVENT.replace('name = "Delegate"', f'name = "Delegate"\nphoto = "{photo}"')
    (program.folder / "event" / "event.toml").write_text(text)


def findings(program: Program) -> list[str]:
    found = program("badges", "check", "--reprint", "--json").json["findings"]
    return [line for line in found if "photo" in line]


def test_photos_are_loaded_once_and_again_only_when_the_file_is_another(pictured: Program) -> None:
    assert pictured.read("load", "event", "--dry-run")["new"] > 0
    pictured.done("load", "event")
    sent = kept(pictured, "Traoré")
    assert sent is not None
    assert b"a comment of the camera" not in sent
    assert kept(pictured, "Keita") is None
    assert pictured.read("load", "event")["entries"] == 0
    file = pictured.folder / "event" / "photos" / "MLI" / "traore.jpg"
    file.write_bytes(picture(size=(480, 640)))
    assert pictured.read("load", "event")["changed"] == 1
    assert kept(pictured, "Traoré") == picture(size=(480, 640))
    entries = pictured.records()[-1]["entries"]
    assert [entry["kind"] for entry in entries] == ["DossierChanged", "RowLoaded"]
    assert pictured.read("load", "event")["entries"] == 0


def test_a_photo_that_was_loaded_gives_way_to_one_that_was_taken_at_the_desk_and_does_not_come_back(
    pictured: Program,
) -> None:
    pictured.done("load", "event")
    (pictured.folder / "taken.jpg").write_bytes(picture(size=(330, 440)))
    pictured.done("nominations", "amend", "Traoré", "--photo", "taken.jpg")
    pictured.done("load", "event")
    assert kept(pictured, "Traoré") == picture(size=(330, 440))


def test_one_bad_photo_leaves_everything_as_it_was(pictured: Program) -> None:
    (pictured.folder / "event" / "photos" / "rao.png").write_bytes(b"<svg/>")
    said = pictured.refused("load", "event", code=3)
    assert "nominations.csv:4:photo: photos/rao.png is SVG inside" in said
    assert pictured.read("nominations", "list") == []


def test_no_point_of_a_photo_stands_in_the_file_in_clear_and_erasure_leaves_none(pictured: Program) -> None:
    pictured.done("load", "event")
    sent = kept(pictured, "Traoré")
    assert sent is not None
    assert sent[200:260] not in pictured.desk.read_bytes()
    with open_desk(Config(desk=pictured.desk, officer="Protocol")) as desk:
        db = desk.journal.db
        traore = next(n for n in nominations.all_of(db) if n.family_name == "Traoré").person

        def rule() -> Decided:
            desk.safe.erase(traore)
            return Decided((PersonErased(person=traore),))

        desk.record("dossier erase", rule)
        assert photo_of(desk, traore) is None
        assert traore not in {row[0] for row in db.execute("SELECT person FROM photos")}
        assert len(desk.safe.with_photo()) == 1


def test_a_gate_gets_small_photos_only_if_it_is_told_so(pictured: Program) -> None:
    pictured.done("load", "event")
    pictured.done("badges", "issue", "--all-accredited")

    def photos(*words: str) -> list[bytes]:
        pictured.done("gate", "prepare", "--gate", "G1", "-o", "g1.station", *words)
        with closing(sqlite3.connect(pictured.folder / "g1.station")) as db:
            return [row[0] for row in db.execute("SELECT jpeg FROM thumbnails")]

    assert photos() == []
    small = photos("--photos")
    assert [opened(jpeg).size for jpeg in small] == [(96, 128)] * 2
    assert photos() == []


def test_a_badge_shows_the_photo_of_its_holder(pictured: Program) -> None:
    pictured.done("load", "event")
    pictured.done("badges", "issue", "--all-accredited")
    pictured.done("badges", "print", "-o", "badges.pdf", "--order", "name")
    pdf = pypdfium2.PdfDocument(pictured.folder / "badges.pdf")
    keita, rao, traore = (page.render(scale=150 / 72).to_pil().convert("RGB") for page in pdf)
    for page in (traore, rao):
        above, below = (page.getpixel((130, y)) for y in (260, 430))
        assert above[0] > 150 > below[0]
    assert not reddish(keita)


def reddish(page: Image.Image) -> bool:
    face = page.crop((41, 227, 219, 463))
    return any(pixel[0] > 150 and pixel[1] < 90 for pixel in zip(*[iter(face.tobytes())] * 3, strict=True))


def test_the_check_lists_whose_photo_is_missing_too_small_or_cut_at_its_sides(pictured: Program) -> None:
    dressed(pictured, "required")
    photos = pictured.folder / "event" / "photos"
    (photos / "rao.png").write_bytes(picture("PNG", (900, 600)))
    pictured.done("load", "event")
    pictured.done("badges", "issue", "--all-accredited")
    told = findings(pictured)
    assert [line.split()[1].rstrip(":") for line in told] == ["Rao", "Keita", "Traoré"]
    assert "prints at 254 points an inch; 300 need 354 x 472" in told[2]
    assert "asks for a photo and there is none" in told[1]
    assert "sides are cut off" in told[0]


def test_where_the_host_wants_no_photo_none_is_printed_and_none_is_missed(pictured: Program) -> None:
    dressed(pictured, "none")
    pictured.done("load", "event")
    pictured.done("badges", "issue", "--all-accredited")
    assert not any("Traoré" in line or "Keita" in line for line in findings(pictured))
    pictured.done("badges", "print", "-o", "badges.pdf", "--only", "party:MLI")
    pdf = pypdfium2.PdfDocument(pictured.folder / "badges.pdf")
    assert not any(reddish(page.render(scale=150 / 72).to_pil().convert("RGB")) for page in pdf)


def test_one_person_comes_with_a_photo(loaded: Program) -> None:
    (loaded.folder / "asha.jpg").write_bytes(PHOTO)
    who = ("nominations", "add", "--party", "IND", "--category", "STF", "--family-name", "Nair")
    loaded.done(*who, "--photo", "asha.jpg")
    assert kept(loaded, "Nair") is not None
    private = loaded.read("nominations", "list", "--private")
    assert next(row for row in private if row["family_name"] == "Nair")["photo"] == "asha.jpg"
    loaded.done("nominations", "amend", "Nair", "--photo", "")
    assert kept(loaded, "Nair") is None


@pytest.mark.parametrize(
    ("file", "content", "code", "sentence"),
    [
        ("gone.jpg", None, 2, "--photo: there is no file gone.jpg"),
        ("vector.jpg", b"<svg/>", 3, "vector.jpg: is SVG inside"),
        ("small.jpg", picture(size=(60, 80)), 3, "small.jpg: is too small: 60 x 80 points"),
    ],
)
def test_what_is_no_photo_is_refused_at_the_desk_too(
    loaded: Program, file: str, content: bytes | None, code: int, sentence: str
) -> None:
    if content is not None:
        (loaded.folder / file).write_bytes(content)
    assert sentence in loaded.refused("nominations", "amend", "Keita", "--photo", file, code=code)


def test_particulars_change_and_what_is_not_said_stays(printed: Program) -> None:
    answer = printed("nominations", "amend", "Traoré", "--appointment", "Deputy Chief", "--paper-date", "2023-03-01")
    assert "was printed before this; print it again with --reprint" in answer.err
    row = printed.person("Traoré")
    assert [row[name] for name in ("appointment", "rank", "given_name", "paper_number", "paper_date")] == [
        *("Deputy Chief", "Colonel", "Amadou", "NV 12", "2023-03-01"),
    ]
    again = ("nominations", "amend", "Traoré", "--appointment", "Deputy Chief")
    assert "stands so already" in printed.refused(*again, code=1)


def test_a_name_that_is_somebody_elses_is_refused_and_an_awaited_one_may_come(loaded: Program) -> None:
    into_keita = ("nominations", "amend", "Traoré", "--given-name", "Fatou", "--family-name", "Keita")
    assert "has the same name" in loaded.refused(*into_keita, code=1)
    awaited = next(row["id"] for row in loaded.read("nominations", "list") if row["category"] == "HOD")
    answer = loaded.done("nominations", "amend", awaited, "--family-name", "Sidibé")
    assert "The name that was awaited has come" in answer.out
    assert "Say what changes" in loaded.refused("nominations", "amend", "Keita", code=2)


def test_a_flag_of_the_hosts_own_stands_on_badges_until_it_is_taken_back(badged: Program) -> None:
    folder = badged.folder / "event"
    (folder / "ours.png").write_bytes(picture("PNG", (300, 200)))
    event = EVENT + '[[party]]\ncode = "MLI"\nname = "Mali"\nflag = "ours.png"\n'
    (folder / "event.toml").write_text(event)
    badged.done("load", "event")
    assert badged.read("load", "event")["entries"] == 0
    assert shades_of_flag(badged) == [(200, 30, 30), (30, 160, 60)]
    badged.done("journal", "rebuild")
    assert shades_of_flag(badged) == [(200, 30, 30), (30, 160, 60)]
    (folder / "event.toml").write_text(event.replace("ours.png", "none"))
    badged.done("load", "event")
    assert shades_of_flag(badged) == [(255, 255, 255)] * 2


def test_the_hosts_emblem_stands_on_badges_until_it_is_taken_back(badged: Program) -> None:
    folder = badged.folder / "event"
    plain = (folder / "event.toml").read_text()
    (folder / "event.toml").write_text(plain.replace("[event]", '[event]\nemblem = "emblem.png"'))
    assert 'emblem: "emblem.png" is not there; put the file' in badged.refused("load", "event", code=3)
    (folder / "emblem.png").write_bytes(picture("PNG", (200, 200)))
    badged.done("load", "event")
    assert badged.read("load", "event")["entries"] == 0
    badged.done("journal", "rebuild")
    assert [shade_at(badged, 14, y) for y in (9.5, 16.5)] == [(200, 30, 30), (30, 160, 60)]
    (folder / "event.toml").write_text(plain)
    badged.done("load", "event")
    assert [shade_at(badged, 14, y) for y in (9.5, 16.5)] == [(255, 255, 255)] * 2


def shades_of_flag(program: Program) -> list[tuple[int, ...]]:
    """What stands above and below in the middle of the flag's place on Traoré's badge."""
    return [shade_at(program, 88, y) for y in (87, 95)]


def shade_at(program: Program, x: float, y: float) -> tuple[int, ...]:
    """What stands so many millimetres from the upper left corner of Traoré's badge."""
    program.done("badges", "print", "-o", "badge.pdf", "--only", "party:MLI", "--reprint", "to look at it")
    page = pypdfium2.PdfDocument(program.folder / "badge.pdf")[0].render(scale=254 / 72).to_pil().convert("RGB")
    shade: tuple[int, ...] = page.getpixel((round(10 * x), round(10 * y)))
    return shade
