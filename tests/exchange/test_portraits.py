"""What people send as a photo becomes a portrait, or is refused with what to do."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms
from tests.pictures import GREEN, RED, TURNED_RIGHT, exif, image, opened, picture

from conclave_desk.exchange.folder import EventFolder
from conclave_desk.exchange.photos import Album
from conclave_desk.exchange.portraits import HEIGHT, WIDTH, PhotoFault, digest_of, portrait

Write = Callable[..., Path]
Read = Callable[..., EventFolder]
Faults = Callable[..., list[str]]


def header_of_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def heic(size: tuple[int, int] = (300, 400)) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(image(size)).save(out)
    return out.getvalue()


def near(one: object, other: tuple[int, ...]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 25 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("size", [(300, 400), (600, 800), (350, 450), (480, 600)])
def test_an_upright_jpeg_is_kept_byte_for_byte(size: tuple[int, int]) -> None:
    sent = picture(size=size)
    assert portrait(sent).data == sent


def test_what_a_camera_adds_goes_and_the_picture_stays_as_it_was() -> None:
    sent = picture(exif=exif(maker="Pocket camera"), comment=b"at the gate") + b"hidden behind the end"
    kept = portrait(sent).data
    assert not any(word in kept for word in (b"Pocket camera", b"at the gate", b"hidden"))
    assert opened(kept).tobytes() == opened(sent).tobytes()


@pytest.mark.parametrize(
    ("sent", "size"),
    [
        (picture("PNG"), (300, 400)),
        (picture("PNG", mode="RGBA"), (300, 400)),
        (picture("PNG", mode="P"), (300, 400)),
        (picture("PNG", mode="L"), (300, 400)),
        (picture("JPEG", mode="CMYK"), (300, 400)),
        (picture(size=(3000, 4000)), (WIDTH, HEIGHT)),
        (picture(size=(4000, 3000), exif=exif(orientation=TURNED_RIGHT)), (WIDTH, HEIGHT)),
        (picture(size=(1080, 1920)), (WIDTH, HEIGHT)),
        (picture(size=(400, 400)), (300, 400)),
        (picture(size=(640, 480)), (360, 480)),
        (heic(), (300, 400)),
    ],
    ids=["PNG", "see-through", "palette", "grey", "CMYK", "large", "turned", "tall", "square", "wide", "HEIC"],
)
def test_whatever_is_sent_is_kept_as_an_upright_jpeg_of_a_portrait(sent: bytes, size: tuple[int, int]) -> None:
    kept = opened(portrait(sent).data)
    assert (kept.format, kept.mode in {"RGB", "L"}, kept.size) == ("JPEG", True, size)


def test_a_picture_that_lies_on_its_side_is_turned_upright() -> None:
    sent = io.BytesIO()
    image((300, 400)).rotate(90, expand=True).save(sent, "JPEG", exif=exif(orientation=TURNED_RIGHT))
    kept = opened(portrait(sent.getvalue()).data)
    assert near(kept.getpixel((150, 20)), RED)
    assert near(kept.getpixel((150, 380)), GREEN)


def test_of_a_tall_picture_less_is_cut_off_above_than_below() -> None:
    kept = opened(portrait(picture(size=(300, 600))).data)  # 200 rows go: 60 of them above
    assert kept.size == (300, 400)
    assert near(kept.getpixel((150, 230)), RED)
    assert near(kept.getpixel((150, 250)), GREEN)


@pytest.mark.parametrize(("size", "cut"), [((300, 400), False), ((300, 600), False), ((640, 480), True)])
def test_a_picture_that_was_wider_than_high_is_remembered_as_such(size: tuple[int, int], cut: bool) -> None:
    assert portrait(picture(size=size)).sides_cut is cut


def test_colours_of_another_space_become_those_of_a_screen() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    sent = io.BytesIO()
    image().save(sent, "PNG", icc_profile=lab)
    assert opened(portrait(sent.getvalue()).data).info.get("icc_profile") is None
    assert opened(portrait(picture(icc_profile=b"no profile at all")).data).size == (300, 400)


def test_a_deep_grey_keeps_its_shade() -> None:
    sent = io.BytesIO()
    Image.new("I;16", (300, 400), 128 * 256).save(sent, "PNG")
    assert opened(portrait(sent.getvalue()).data).getpixel((5, 5)) == pytest.approx(128, abs=2)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"", "is empty"),
        (b"a thousand words", "is no picture, neither a JPEG, a PNG nor HEIC; save it as JPEG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is SVG inside"),
        (b'<?xml version="1.0"?><svg/>', "is XML, perhaps SVG inside"),
        (b"%PDF-1.7", "is PDF inside"),
        (picture("GIF"), "is GIF inside"),
        (picture("WEBP"), "is WebP inside"),
        (picture("TIFF"), "is TIFF inside"),
        (b"\0\0\0\x1cftypavif", "is AVIF inside"),
        (b"\0\0\0\x1cftypisom", "is a film inside"),
        (b"\0\0\0\x1cftypheic" + b"\0" * 100, "is not a whole picture"),
        (picture()[:900], "is not a whole picture"),
        (picture("PNG")[:300], "is not a whole picture"),
        (heic()[:300], "is not a whole picture"),
        (picture()[:-2], "is not a whole picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 8, "neither a JPEG"),
        (header_of_png(300, 400), "is not a whole picture"),
        (header_of_png(10_000, 10_000), "has more than 50 million points"),
        (header_of_png(60_000, 60_000), "has more than 50 million points"),
        (picture(size=(120, 160)), "is too small: 120 x 160 points; send one of at least 180 x 240"),
        (picture(size=(400, 200)), "is too small: 400 x 200 points (150 x 200 of it as a portrait)"),
        (picture(size=(2000, 400)), "a strip and no portrait"),
    ],
)
def test_what_is_no_portrait_is_refused_with_what_to_do(sent: bytes, sentence: str) -> None:
    with pytest.raises(PhotoFault, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        portrait(sent)


def test_no_bytes_whatever_make_the_reader_fall_over() -> None:
    whole = {kind: picture(kind) for kind in ("JPEG", "PNG")} | {"HEIC": heic()}
    refused = 0
    for content in whole.values():
        for place in range(2, len(content), len(content) // 60):
            broken = bytearray(content)
            broken[place] ^= 0x55
            try:
                assert opened(portrait(bytes(broken)).data).format == "JPEG"
            except PhotoFault:
                refused += 1
    assert refused > 20


def test_heic_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    with pytest.raises(PhotoFault, match=r"pip install conclave-desk\[heic\]"):
        portrait(heic())


@pytest.mark.parametrize("name", ["me.jpg", "MLI/me.jpg", "é.jpg"])
def test_a_photo_is_found_by_the_name_that_the_cell_gives(write: Write, read: Read, name: str) -> None:
    path = write() / "photos" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(picture())
    folder = read(nominations=f"invitation,category,photo,status\nS/1,DEL,{name},nominated\n")
    assert folder.photos is not None
    assert folder.photos.portrait(str(folder.nominations[0].photo)).data == picture()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Me.jpeg", '2:photo: photos/ has no file "Me.jpeg"; did you mean me.jpg?'),
        ("../event.toml", '2:photo: photos/ has no file "../event.toml"'),
        ("scan.pdf", "2:photo: photos/scan.pdf is PDF inside, neither a JPEG, a PNG nor HEIC; save it as JPEG"),
        ("posing.jpg", "2:photo: photos/posing.jpg is SVG inside"),
        ("out.jpg", '2:photo: photos/ has no file "out.jpg"'),
    ],
)
def test_what_is_no_photo_of_the_folder_is_named(write: Write, faults: Faults, name: str, line: str) -> None:
    photos = write() / "photos"
    photos.mkdir()
    (photos / "me.jpg").write_bytes(picture())
    (photos / "scan.pdf").write_bytes(b"%PDF-1.7")
    (photos / "posing.jpg").write_bytes(b"<svg/>")
    (photos / "out.jpg").symlink_to(photos.parent / "event.toml")
    [found] = faults(nominations=f"invitation,category,photo,status\nS/1,DEL,{name},nominated\n")
    assert found.startswith(f"nominations.csv:{line}")


def test_all_faulty_photos_are_listed_at_once(write: Write, faults: Faults) -> None:
    photos = write() / "photos"
    photos.mkdir()
    for number in range(2):
        (photos / f"{number}.jpg").write_bytes(picture()[: 700 + number])
    rows = "".join(f"S/1,DEL,{slot},{slot - 1}.jpg,nominated\n" for slot in (1, 2))
    found = faults(nominations=f"invitation,category,slot,photo,status\n{rows}")
    assert [line.split(" is ")[0] for line in found] == [
        f"nominations.csv:{row}:photo: photos/{row - 2}.jpg" for row in (2, 3)
    ]


def test_a_wide_photo_and_one_that_nobody_names_are_pointed_out(write: Write, read: Read) -> None:
    photos = write() / "photos"
    photos.mkdir()
    (photos / "wide.jpg").write_bytes(picture(size=(640, 480)))
    (photos / "left.jpg").write_bytes(picture())
    (photos / ".DS_Store").write_bytes(b"")
    warnings = read(nominations="invitation,category,photo,status\nS/1,DEL,wide.jpg,nominated\n").warnings
    told = [str(warning) for warning in warnings if "left.jpg" in str(warning) or "wide.jpg" in str(warning)]
    assert told[0].startswith("nominations.csv:2:photo: photos/wide.jpg is wider than high")
    assert told[1:] == ["photos::: no row names left.jpg"]


def test_a_file_that_was_loaded_before_is_not_looked_into_again_unless_it_is_asked_for(tmp_path: Path) -> None:
    wide, torn = picture(size=(640, 480)), picture()[:500]
    files = {"wide.jpg": tmp_path / "wide.jpg", "torn.jpg": tmp_path / "torn.jpg"}
    files["wide.jpg"].write_bytes(wide)
    files["torn.jpg"].write_bytes(torn)
    album = Album(files, known={digest_of(wide), digest_of(torn)})
    assert [album.fault(name) for name in files] == [None, None]
    assert album.warning("wide.jpg") is None
    assert album.portrait("wide.jpg") == portrait(wide)
