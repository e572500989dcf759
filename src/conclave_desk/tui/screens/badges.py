"""Mode 6: badges to issue, to print, to hand out, collected, handed back, revoked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import RenderableType
from textual.widget import Widget

from conclave_desk.credential.serial import format_serial
from conclave_desk.desk import badge_list
from conclave_desk.desk.badge_list import BadgeList, HeldBadge
from conclave_desk.desk.selection import STATUSES
from conclave_desk.domain.names import fold
from conclave_desk.registers.custody import Custody
from conclave_desk.registers.moments import to_text
from conclave_desk.tui.office import Office
from conclave_desk.tui.previews import Previews
from conclave_desk.tui.screens import badges_page
from conclave_desk.tui.screens.badges_commands import COMMANDS
from conclave_desk.tui.screens.views import NextView, PreviousView, ViewsScreen, categories_named, party_labels
from conclave_desk.tui.widgets.badge_picture import BadgePicture
from conclave_desk.tui.widgets.source import Row
from conclave_desk.tui.widgets.view_bar import Tab
from conclave_desk.tui.widgets.view_source import ViewSource

_LOOKED_AT = 24
"""Of many chosen rows the first few say which commands make sense."""
_TEXT_LINES = 15
"""Lines of the page that its text may take; the rest is the picture's."""
_LABELS = {
    badge_list.TO_ISSUE: "To issue",
    badge_list.TO_PRINT: "To print",
    badge_list.TO_HAND_OUT: "To hand out",
    badge_list.COLLECTED: "Collected",
    badge_list.SURRENDERED: "Back",
    badge_list.REVOKED: "Revoked",
    badge_list.ALL: "All",
}
_EMPTY = {
    badge_list.TO_ISSUE: "Everybody accredited has a badge.\n\n4 accredits people; → goes to the next list.",
    badge_list.TO_PRINT: "No badge waits for the press.\n\nIssue badges first (i, in the list To issue).",
    badge_list.TO_HAND_OUT: "No printed badge waits to be handed out.\n\np prints those that are to be printed.",
    badge_list.COLLECTED: "No badge has been handed out.\n\nc hands out what is printed, d a party's whole pack.",
    badge_list.SURRENDERED: "No badge has been handed back.\n\ns takes a collected badge back.",
    badge_list.REVOKED: "No badge is revoked.",
    badge_list.ALL: "No badge yet.\n\n4 clears and accredits people; then issue their badges here.",
}


class BadgesScreen(ViewsScreen):
    """Lists in the order in which a badge goes through them; on the page the badge itself."""

    CSS_PATH = "badges.tcss"
    mode = "badges"
    heading = "Badges"
    people_move_on = True
    legend = "· issued  ▣ printed  ✓ collected  ⊘ handed back  ✗ revoked"
    columns = badges_page.COLUMNS
    commands = (*COMMANDS, NextView, PreviousView)

    def __init__(self, office: Office) -> None:
        self.lists = BadgeList(office.desk)
        self.looked_at: list[HeldBadge] = []
        self.previews = Previews(office.another)
        names = (badge_list.TO_PRINT, badge_list.TO_ISSUE, badge_list.TO_HAND_OUT, badge_list.COLLECTED)
        first = next((name for name in names if self.lists.count(name)), badge_list.ALL)
        super().__init__(office, first)

    def compose_page(self) -> Iterable[Widget]:
        """The text, and the picture under it."""
        yield from super().compose_page()
        yield BadgePicture(self.previews, self._room, id="picture")

    def _room(self) -> int:
        """Lines for the picture: under the text, on a narrow screen beside it."""
        page = self.query_one("#page").size.height
        return page if self.has_class("narrow") else page - _TEXT_LINES

    def source(self) -> ViewSource[Custody]:
        """The badges of the list that is shown."""
        label = party_labels(self.office)

        def finds(word: str) -> Callable[[Custody], bool]:
            categories = categories_named(self.office, word)
            statuses = {status for status in (*STATUSES, "none") if status.startswith(word)}
            if any(sign.isdigit() for sign in word):
                serial = word.replace("-", "")
                return lambda one: serial in fold(_serial(one)).replace("-", "") or word in one.searched
            if not categories and not statuses:
                return lambda one: word in one.searched or word in label(one.party)
            now = to_text(self.office.desk.now())
            return lambda one: (
                word in one.searched
                or word in label(one.party)
                or one.category in categories
                or one.status_at(now) in statuses
            )

        return ViewSource(
            read=lambda: self.lists.of(self.view),
            show=self._rows,
            field=self._field,
            finds=finds,
            keys={
                "party": lambda one: label(one.party),
                "name": lambda one: one.folded,
                "category": lambda one: one.category,
                "serial": lambda one: (one.holder, one.issue),
                "status": self.lists.status,
                "since": lambda one: max(
                    filter(None, (one.collected_at, one.surrendered_at, one.revoked_from)), default=""
                ),
            },
        )

    def _field(self, name: str, one: Custody) -> str:
        """What a selection term asks for."""
        match name:
            case "party":
                return one.party
            case "category":
                return one.category
            case "status":
                return self.lists.status(one)
            case _:
                return _serial(one)

    def _rows(self, badges: Sequence[Custody]) -> list[Row]:
        found = (badge_list.held_badge(self.office.desk, one.id) for one in badges)
        return [badges_page.row(self.office, held) for held in found if held is not None]

    def tabs(self) -> list[Tab]:
        """Lists in the order in which a badge goes through them."""
        return [Tab(name, _LABELS[name], self.lists.count(name)) for name in badge_list.LISTS]

    def empty_list(self, view: str) -> str:
        """What to do next."""
        return _EMPTY[view]

    # What is meant

    @property
    def under_cursor(self) -> HeldBadge | None:
        """The badge under the cursor, or whoever has none."""
        row_id = self.current_id
        return badge_list.held_badge(self.office.desk, row_id) if row_id else None

    def to_print(self) -> tuple[set[tuple[str, int]] | None, str]:
        """Which badges `p` prints, and how that is said: the chosen ones, what a filter leaves, or all to print."""
        numbers = {one.id: (one.holder, one.issue) for one in self.lists.of(badge_list.TO_PRINT)}
        if chosen := {numbers[row_id] for row_id in self.table.chosen if row_id in numbers}:
            return chosen, f"Of the chosen badges {len(chosen)} {'is' if len(chosen) == 1 else 'are'} to be printed."
        query = self.table.query_now
        if self.view == badge_list.TO_PRINT and query.text and self.table.count:
            left = {
                (one.holder, one.issue)
                for one in self.lists.of(self.view)
                if self.rows.position(query, one.id) is not None
            }
            return left, f"The {len(left):,} that the filter “{query.text}” leaves of those to be printed."
        if len(numbers) == 1:
            return None, "The one badge that is to be printed."
        return None, f"All {len(numbers):,} that are to be printed. Space chooses single ones, / a party's."

    def show_keys(self) -> None:
        """By the chosen badges, of many by the first few."""
        found = (badge_list.held_badge(self.office.desk, row_id) for row_id in self.table.meant[:_LOOKED_AT])
        self.looked_at = [held for held in found if held is not None]
        super().show_keys()

    def subject(self) -> tuple[str, list[str]] | None:
        """The badge's holder, by person and by holder number."""
        held = self.under_cursor
        return (badges_page.title(held), [held.person.id, held.accreditation.holder]) if held else None

    def go_to(self, row_id: str) -> None:
        """To a badge, on whichever list; ``party:KEN`` shows all badges of a party, a list's name that list."""
        if row_id in badge_list.LISTS:
            self.show_view(row_id)
            return
        if row_id.startswith("party:"):
            self.show_view(badge_list.ALL)
            self.put_filter(row_id)
            return
        if self.rows.position(self.table.query_now, row_id) is None:
            self.show_view(badge_list.ALL)
        super().go_to(row_id)

    # Page

    def page_title(self, row_id: str) -> str:
        """Serial and holder."""
        held = badge_list.held_badge(self.office.desk, row_id)
        return badges_page.title(held) if held else ""

    def page(self, row_id: str) -> RenderableType | None:
        """Whose it is, what it opens, where it has been."""
        held = badge_list.held_badge(self.office.desk, row_id)
        return badges_page.page(self.office, held, self.app.theme_variables) if held else None

    def show_page(self) -> None:
        """Text, then the picture once the cursor rests."""
        super().show_page()
        picture, held = self.query_one(BadgePicture), self.under_cursor
        seen = not self.has_class("narrow") or self.has_class("reading")
        told = "" if held is None or held.badge else "the picture comes with the badge"
        picture.show(held.number if held and seen else None, self.office.printing.design, told)

    def reload(self) -> None:
        """The badge may look otherwise now."""
        super().reload()
        self.query_one(BadgePicture).again()

    def open_page(self) -> None:
        """On a narrow screen the picture is drawn now."""
        super().open_page()
        self.call_after_refresh(self.show_page)


def _serial(one: Custody) -> str:
    return format_serial(bytes.fromhex(one.holder), one.issue) if one.issue else ""
