"""Reading the codes back out of a printed PDF, as a phone would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from conclave_desk.errors import WrongUse

_DPI = 150


def codes_on(pdf: Path, most_pages: int, progress: Callable[[int], None]) -> Iterator[str]:
    """The texts of all QR symbols on the PDF's pages, of at most ``most_pages`` spread over the whole file."""
    pypdfium2, zxingcpp = _readers()
    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        step = max(1, -(-count // most_pages))
        for number in range(0, count, step):
            picture = document[number].render(scale=_DPI / 72, grayscale=True).to_pil()
            yield from (found.text for found in zxingcpp.read_barcodes(picture))
            progress(min(number + step, count))
    finally:
        document.close()


def _readers() -> tuple[Any, Any]:
    try:
        import pypdfium2
        import zxingcpp
    except ImportError as fault:
        raise WrongUse(
            "the demo reads badges back; install them with: pip install 'conclave-desk[readback]'"
        ) from fault
    return pypdfium2, zxingcpp
