"""The serial printed under a badge's QR symbol, for typing: ``K7Q4-9XTM-1R``.

Eight symbols are the holder number in Crockford's base32 (big-endian, 5 bits a symbol), one is the issue number,
and one is a check by Luhn's algorithm modulo 32 over the same alphabet, doubling from the second symbol left of the
check on. It finds every wrong symbol, and every exchange of two neighbours but ``0`` with ``Z``, which Luhn's cannot
tell apart (as ``09`` and ``90`` in decimal), and issue with check. What slips through names another holder number, one
of 2**40, or an issue that was never made, and is not on the list.

One symbol holds issues 1 to 31. A holder who needs more gets a new holder number.
"""

from __future__ import annotations

from conclave_desk.errors import WrongData

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 symbols in the order of their values; I, L, O and U are left out."""
LAST_ISSUE = 31
"""The highest issue number that a serial can hold."""

_HOLDER_LENGTH = 5
_SYMBOLS = 10
_LONGEST_TYPED = 40
_DOUBLED = [sum(divmod(2 * value, 32)) for value in range(32)]
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_PAIR_SUMS = [first + doubled for first in range(32) for doubled in _DOUBLED]
"""What two symbols of the holder number add to the sum of which the check is made; see :func:`_check_value`."""
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_DASHES_AND_BLANKS = "- \u00a0\u2010\u2011\u2012\u2013\u2014\u2212"
_FOLDED = str.maketrans(
    {small: small.upper() for small in "abcdefghjkmnpqrstvwxyz"}
    | dict.fromkeys("iIlL", "1")
    | dict.fromkeys("oO", "0")
    | dict.fromkeys(_DASHES_AND_BLANKS)
)


def format_serial(holder: bytes, issue: int) -> str:
    """The serial of the badge with this holder number (5 bytes) and issue number (1-31).

    Raises :class:`~conclave_desk.errors.WrongData` for any other, above all for a 32nd issue.
    """
    if len(holder) != _HOLDER_LENGTH:
        raise WrongData(f"A holder number has {_HOLDER_LENGTH} bytes, not {len(holder)}.")
    if not 1 <= issue <= LAST_ISSUE:
        raise WrongData(
            f"A serial has room for issues 1 to {LAST_ISSUE}, not for {issue}. Give this person a new holder number."
        )
    number = int.from_bytes(holder, "big")
    a, b, c, d = number >> 30, number >> 20 & 1023, number >> 10 & 1023, number & 1023
    check = -(_PAIR_SUMS[a] + _PAIR_SUMS[b] + _PAIR_SUMS[c] + _PAIR_SUMS[d] + issue) % 32
    return f"{_PAIRS[a]}{_PAIRS[b]}-{_PAIRS[c]}{_PAIRS[d]}-{ALPHABET[issue]}{ALPHABET[check]}"


def serial_of(holder: str | None, issue: int | None) -> str | None:
    """The serial by a holder number in hex, as registers have it; ``None`` where there can be none."""
    if not holder or issue is None or not 1 <= issue <= LAST_ISSUE:
        return None
    return format_serial(bytes.fromhex(holder), issue)


def parse_serial(text: str) -> tuple[bytes, int] | None:
    """Holder number and issue of a serial as somebody typed it, or ``None`` if it is none or its check is wrong.

    Case, hyphens and blanks do not matter; I and L are read as 1, O as 0.
    """
    if len(text) > _LONGEST_TYPED:
        return None
    symbols = text.translate(_FOLDED)
    if len(symbols) != _SYMBOLS or not _VALUES.keys() >= set(symbols):
        return None
    *values, check = (_VALUES[symbol] for symbol in symbols)
    issue = values[-1]
    if check != _check_value(values) or issue == 0:
        return None
    number = 0
    for value in values[:-1]:
        number = number << 5 | value
    return number.to_bytes(_HOLDER_LENGTH, "big"), issue


def _check_value(values: list[int]) -> int:
    """Luhn modulo 32: from the right, the second, fourth … value doubled and its two digits in base 32 added."""
    return -(sum(values[-1::-2]) + sum(map(_DOUBLED.__getitem__, values[-2::-2]))) % 32
