"""What a scanner that poses as a keyboard meant, whatever layout and Caps Lock the machine had.

Such a scanner (a "wedge") presses the keys that would write its text on a US keyboard. A machine set to another layout
writes something else: on a French one ``CD1:`` arrives as ``CD&M``. A badge's code is base45 in a form that hardly
anything else has, so the layout is found by trying: the one under which the text is a whole badge is the right one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from conclave_desk.credential import base45
from conclave_desk.credential.keys import KeyRing
from conclave_desk.credential.payload import PREFIX, Unreadable, read_payload
from conclave_desk.credential.serial import parse_serial

_PLAIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ "
_SHIFTED = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>? '
_WANTED = frozenset(base45.ALPHABET + "]")
"""Characters that a badge's code is made of, and the sign that begins a scanner's mark for the kind of symbol."""
_KIND_OF_SYMBOL = re.compile(r"\A\][A-Z][0-9]")
"""An AIM identifier (ISO/IEC 15424), which many scanners can be told to send first."""
_ANOTHER_SYMBOL = re.compile(r"\][A-Z][0-9]\Z")
_NO_KEYS = KeyRing(())

Keys = tuple[tuple[str, str], ...]
"""What each key of :data:`_PLAIN`, in that order, writes without and with Shift: one or more characters, or none."""


def _keys(plain: str, shifted: str) -> Keys:
    return tuple(zip(plain, shifted, strict=True))


def _several(plain: str, shifted: str) -> Keys:
    """For layouts of which a key writes more than one character: keys are separated by blanks, the last is Space."""
    return (*zip(plain.split(), shifted.split(), strict=True), (" ", " "))


LAYOUTS: Mapping[str, Keys] = {
    "us": _keys(_PLAIN, _SHIFTED),
    "fr": _keys(
        "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:! ", "³1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§ "
    ),
    "be": _keys(
        "²&é\"'(§è!çà)-azertyuiop^$µqsdfghjklmùwxcvbn,;:= ", "³1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+ "
    ),
    "de": _keys(
        "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.- ", "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_ "
    ),
    "es": _keys("º1234567890'¡qwertyuiop`+çasdfghjklñ´zxcvbnm,.- ", 'ª!"·$%&/()=?¿QWERTYUIOP^*ÇASDFGHJKLÑ¨ZXCVBNM;:_ '),
    "it": _keys(
        "\\1234567890'ìqwertyuiopè+ùasdfghjklòàzxcvbnm,.- ", '|!"£$%&/()=?^QWERTYUIOPé*§ASDFGHJKLç°ZXCVBNM;:_ '
    ),
    "pt": _keys(
        "\\1234567890'«qwertyuiop+´~asdfghjklçºzxcvbnm,.- ", '|!"#$%&/()=?»QWERTYUIOP*`^ASDFGHJKLÇªZXCVBNM;:_ '
    ),
    "br": _keys("'1234567890-=qwertyuiop´[]asdfghjklç~zxcvbnm,.; ", '"!@#$%¨&*()_+QWERTYUIOP`{}ASDFGHJKLÇ^ZXCVBNM<>: '),
    "ar": _several(
        "ذ 1 2 3 4 5 6 7 8 9 0 - = ض ص ث ق ف غ ع ه خ ح ج د \\ ش س ي ب ل ا ت ن م ك ط ئ ء ؤ ر لا ى ة و ز ظ",
        "\u0651 ! @ # $ % ^ & * ) ( _ + \u064e \u064b \u064f \u064c لإ إ ‘ ÷ × ؛ < > | "
        '\u0650 \u064d ] [ لأ أ \u0640 ، / : " ~ \u0652 } { لآ آ ’ , . ؟',
    ),
    "hi": _several(
        "ॊ 1 2 3 4 5 6 7 8 9 0 - ृ ौ ै ा ी ू ब ह ग द ज ड \u093c ॉ ो े \u094d ि ु प र क त च ट ॆ ं म न व ल स , . य",
        "ऒ ऍ ॅ \u094dर र\u094d ज\u094dञ त\u094dर क\u094dष श\u094dर ( ) ः ऋ औ ऐ आ ई ऊ भ ङ घ ध झ ढ ञ ऑ "
        "ओ ए अ इ उ फ ऱ ख थ छ ठ ऎ ँ ण ऩ ऴ ळ श ष । य\u093c",
    ),
}
"""By language or country, after the layouts that Windows ships; Hindi is InScript. Caps Lock does nothing to the last
two."""
_DEAD_GRAVE = "\u0300"


@dataclass(frozen=True, slots=True)
class _Undoing:
    """How to get back what was pressed, for one layout and one state of Caps Lock."""

    pattern: re.Pattern[str]
    pressed: Mapping[str, str]

    def undo(self, text: str) -> str | None:
        """The keys pressed; ``None`` where the layout cannot have written the text."""
        found, end = [], 0
        for match in self.pattern.finditer(text):
            if match.start() != end:
                return None
            found.append(self.pressed[match[0]])
            end = match.end()
        return "".join(found) if end == len(text) else None


@cache
def _undoings() -> tuple[_Undoing, ...]:
    made: dict[tuple[tuple[str, str], ...], _Undoing] = {}
    for keys in LAYOUTS.values():
        for caps in ("", "letters", "all"):
            pressed = _pressed(keys, caps)
            written = sorted(map(re.escape, pressed), key=len, reverse=True)
            made.setdefault(tuple(pressed.items()), _Undoing(re.compile("|".join(written)), pressed))
    return tuple(made.values())


def _pressed(keys: Keys, caps: str) -> dict[str, str]:
    """By what was written, the character that a US keyboard would have written. ``caps`` is what the lock works on:
    letters, or every key (as on French and German machines)."""
    found: dict[str, str] = {}
    for place, us in enumerate(zip(_PLAIN, _SHIFTED, strict=True)):
        written = keys[place]
        if caps == "all" or (caps == "letters" and written[0].upper() == written[1] != written[0]):
            written = written[::-1]
        found.update((what, meant) for what, meant in zip(written, us, strict=True) if meant in _WANTED)
    return found


def badges_in(text: str) -> list[str]:
    """The badges' codes in what a scanner wrote, one or several end to end; nothing where it is anything else."""
    plain = _decomposed(text)
    for undoing in _undoings():
        meant = undoing.undo(plain)
        if meant is not None and (found := _whole(_KIND_OF_SYMBOL.sub("", meant))):
            return found
    return []


def _decomposed(text: str) -> str:
    """A German keyboard holds the grave accent back until the next letter: apart again, and in the order of the keys."""
    if not any("\u00c0" <= sign <= "\u01f9" for sign in text):
        return text
    signs: list[str] = []
    for sign in text:
        apart = unicodedata.normalize("NFD", sign)
        graved = len(apart) == 2 and apart[1] == _DEAD_GRAVE and apart.isupper()
        signs += ["`", apart[0]] if graved else [sign]
    return "".join(signs)


def _whole(text: str) -> list[str]:
    """The text taken apart where another badge begins, if each part is whole; the sign for that may stand in one too."""
    if not text.startswith(PREFIX):
        return []
    parts: list[str] = []
    for piece in _pieces(text):
        if parts and not is_badge(parts[-1]):
            parts[-1] += piece
        else:
            parts.append(piece)
    return parts if is_badge(parts[-1]) else []


def _pieces(text: str) -> Iterator[str]:
    for piece in text.split(PREFIX)[1:]:
        yield PREFIX + _ANOTHER_SYMBOL.sub("", piece)


def is_badge(text: str) -> bool:
    """Whether the text has the form of a badge's code, of whatever event; nobody's signature is looked at."""
    return not isinstance(read_payload(text, _NO_KEYS, ()), Unreadable)


def serial_in(text: str) -> str | None:
    """The serial that somebody typed, also on a French or Belgian keyboard without Shift for the digits (``&é"``)."""
    return next((typed for typed in _as_typed(text.strip()) if parse_serial(typed)), None)


def digits_in(text: str) -> str:
    """The digits that somebody typed, of whatever script, or on a French keyboard without Shift; any other text as it
    is."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.strip())
    return next((typed for typed in _as_typed(plain) if typed.isdecimal()), plain)


def _as_typed(text: str) -> Iterator[str]:
    yield text
    for row in _TOP_ROWS:
        digits = text.translate({ord(written): str(place % 10) for place, written in enumerate(row, 1)})
        if digits != text:
            yield digits


_TOP_ROWS = ("&é\"'(-è_çà", "&é\"'(§è!çà")
