"""Text in cells of a given width: wide signs, combining marks and right-to-left names keep the columns straight."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from textual.constants import DRIVER

from conclave_desk.exchange.ranks import ranks

ELLIPSIS = "…"
_HYPHENS = ("-", "\u2010", "\u2011")
_BROWSER = "WebDriver"
"""How the name of Textual's driver for a browser ends."""
_ISOLATE, _POP = "\u2068", "\u2069"
_JOINER = "\u200d"
_FORMATTING = dict.fromkeys(
    (*range(0x20), 0x7F, 0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""Control signs, and those by which a text could change the direction of what stands beside it."""
_SHORT_RANKS = {
    "Field": "Fd",
    "Marshal": "Mshl",
    "General": "Gen",
    "Lieutenant": "Lt",
    "Major": "Maj",
    "Brigadier": "Brig",
    "Colonel": "Col",
    "Captain": "Capt",
    "Second": "2nd",
    "Admiral": "Adm",
    "Vice": "V",
    "Rear": "R",
    "Commodore": "Cdre",
    "Commander": "Cdr",
    "Chief": "Chf",
    "Group": "Gp",
    "Wing": "Wg",
    "Squadron": "Sqn",
    "Leader": "Ldr",
    "Flight": "Flt",
    "Flying": "Flg",
    "Pilot": "Plt",
    "Officer": "Offr",
    "Air": "Air",
}
"""The words of English ranks as messing lists and seating plans write them where room is short."""


@lru_cache(maxsize=16_384)
def fitted(text: str, width: int, right: bool = False, ranked: bool = False) -> str:
    """The text in exactly ``width`` cells; what does not fit ends at a word where there is one, with an ellipsis.

    Where it is ``ranked``, it may begin with a rank, which is then written short, and left out before a name is cut.
    """
    plain = cleaned(text)
    if _most(plain) > width:
        plain = _with_short_rank(plain, width) if ranked else plain
        room = width
        while _most(short := shortened(plain, room)) > width and room > 1:
            room -= 1
        plain = short
    blanks = " " * (width - cell_len(plain))
    shown = isolated(plain)
    return blanks + shown if right else shown + blanks


def cleaned(text: str) -> str:
    """The text without line ends and signs that control the terminal or the direction of writing."""
    return text if text.isprintable() else text.replace("\n", " ").translate(_FORMATTING)


def _most(text: str) -> int:
    """The cells that it takes in a terminal that gives each vowel sign a cell of its own."""
    return cell_len(text) + (0 if text.isascii() else sum(unicodedata.category(sign) == "Mc" for sign in text))


def shortened(text: str, width: int) -> str:
    """At most ``width`` cells of the text; what is cut ends in an ellipsis, after a whole word if one ends in its second
    half: at a blank, or behind a hyphen, which stays. No sign is parted from the marks that belong to it."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[:width]
    cut = _whole_signs(text, len(set_cell_size(text, width - 1).rstrip()))
    following = text[len(cut) : len(cut) + 1]
    if following not in (" ", *_HYPHENS) and not cut.endswith(_HYPHENS):
        end = max(cut.rfind(" "), *(cut.rfind(hyphen) + 1 for hyphen in _HYPHENS))
        if end >= len(cut) // 2:
            cut = cut[:end]
    return cut.rstrip(" ,;·") + ELLIPSIS


def _whole_signs(text: str, length: int) -> str:
    """The first so many signs of the text, less those at the end whose marks would be cut off."""
    while 0 < length < len(text) and _joined(text, length):
        length -= 1
    return text[:length]


def _joined(text: str, place: int) -> bool:
    """Whether the sign at that place belongs to the one before: a mark, or something joined to it."""
    return unicodedata.category(text[place])[0] == "M" or _JOINER in (text[place], text[place - 1])


def _with_short_rank(text: str, width: int) -> str:
    words = text.split(" ")
    count = next((number for number, word in enumerate(words) if word not in _SHORT_RANKS), len(words))
    short = " ".join([*(_SHORT_RANKS[word] for word in words[:count]), *words[count:]])
    name = " ".join(words[count:]) if count else _without_rank(text)
    return short if cell_len(short) <= width or not name else name


def _without_rank(text: str) -> str:
    """The text without the longest rank of any language that it begins with."""
    begins = [rank.title for rank in ranks() if text.startswith(f"{rank.title} ")]
    return text[max(map(len, begins)) :].strip() if begins else text


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` cells, broken between words; a longer word is broken where it must be."""
    lines: list[str] = []
    line = ""
    for word in cleaned(text).split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        lines += [line] if line else []
        while cell_len(word) > width:
            head = set_cell_size(word, width).rstrip()
            lines.append(head)
            word = word[len(head) :]
        line = word
    return lines + ([line] if line else [])


def isolated(text: str) -> str:
    """A text with right-to-left letters, set apart so that it turns nothing round but itself (UAX 9, isolates)."""
    if not right_to_left(text):
        return text
    return seen_from_left(text) if (DRIVER or "").endswith(_BROWSER) else f"{_ISOLATE}{text}{_POP}"


def seen_from_left(text: str) -> str:
    """The letters in the order in which they stand on the screen, for one that puts each into the next cell: the
    browser's terminal turns nothing round, and gives an isolate's sign a cell of its own."""
    from bidi import get_display

    shown: str = get_display(text, base_dir="L")
    return shown


def right_to_left(text: str) -> bool:
    """Whether any letter runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
