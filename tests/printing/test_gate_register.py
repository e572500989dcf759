"""The list of a gate without power, as it lies on the table."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from conclave_desk.printing.face import EventFace
from conclave_desk.printing.gate_register import Guest, Party, Register, print_registers


def party(name: str, number: int) -> Party:
    return Party(name, tuple(Guest(f"{name} {n + 1}", "Delegate", f"SER-{n:03}") for n in range(number)))


def pages_of(*parties: Party, event: EventFace, **more: object) -> list[str]:
    register = Register("G1", "Main entrance", "Plenary hall", "Tuesday, 28 March 2023", "28 March, 08:00", parties)
    for name, value in more.items():
        object.__setattr__(register, name, value)
    out = io.BytesIO()
    count = print_registers([register], event, out)
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(out)]
    assert len(pages) == count
    return pages


def test_each_page_names_gate_zone_and_day(event: EventFace) -> None:
    pages = pages_of(party("Mali", 60), event=event)
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert "Main entrance, to Plenary hall" in text
        assert "Tuesday, 28 March 2023" in text
        assert f"page {number} of 3" in text
        assert "60 on this list, drawn up on 28 March, 08:00" in text


def test_a_block_stays_together_where_a_page_holds_it_and_goes_on_under_its_name(event: EventFace) -> None:
    first, *rest = pages_of(party("Kenya", 20), party("Mali", 12), party("Niger", 40), event=event)
    assert "Kenya 20" in first
    assert "Mali" not in first
    assert "Mali 1 Delegate" in rest[0]
    together = [text for text in rest if "Mali 12" in text]
    assert "Mali 3" in together[0]
    assert any("Niger, continued" in text for text in rest)
    for number in range(1, 41):
        assert sum(f"Niger {number} Delegate" in text for text in rest) == 1


def test_who_is_not_to_be_let_in_stands_apart_and_there_is_room_to_write(event: EventFace) -> None:
    (page,) = pages_of(party("Mali", 2), event=event, kept_out=("Colonel X, Mali: accreditation suspended",))
    assert "Not to be let in" in page
    assert "Colonel X, Mali: accreditation suspended" in page
    assert "Let in by word of the badge office" in page


@pytest.mark.parametrize("exits", [True, False])
def test_boxes_for_leaving_stand_only_where_people_leave(event: EventFace, exits: bool) -> None:
    (page,) = pages_of(party("Mali", 2), event=event, exits=exits)
    assert ("Out, time" in page) is exits
