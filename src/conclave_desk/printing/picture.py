"""A badge as a picture, for a screen or a web page: its PDF, rendered."""

from __future__ import annotations

import io
import subprocess

from conclave_desk.errors import MachineFault
from conclave_desk.printing.badge import print_badges
from conclave_desk.printing.design import Design
from conclave_desk.printing.face import BadgeFace, EventFace

PREVIEW_DPI = 110


def badge_png(
    face: BadgeFace, event: EventFace, design: Design, *, dpi: float = PREVIEW_DPI, back: bool = False
) -> bytes:
    """One face of a badge as PNG; a folded badge has both on it. Raises :class:`MachineFault` without pypdfium2."""
    try:
        import pypdfium2
    except ImportError:
        raise MachineFault(
            "A picture of a badge needs the package pypdfium2; install conclave-desk[readback]."
        ) from None
    page = pypdfium2.PdfDocument(_pdf(face, event, design, back=back))[int(_has_back(design, back))]
    out = io.BytesIO()
    page.render(scale=dpi / 72).to_pil().save(out, "PNG")
    return out.getvalue()


def badge_svg(face: BadgeFace, event: EventFace, design: Design, *, back: bool = False) -> bytes:
    """The same as SVG. Raises :class:`MachineFault` without poppler's pdftocairo."""
    page = str(1 + _has_back(design, back))
    command = ["pdftocairo", "-svg", "-f", page, "-l", page, "-", "-"]
    try:
        ran = subprocess.run(command, input=_pdf(face, event, design, back=back), capture_output=True, check=True)
    except FileNotFoundError:
        raise MachineFault("An SVG of a badge needs pdftocairo; install poppler-utils.") from None
    except subprocess.CalledProcessError as fault:
        raise MachineFault(f"pdftocairo failed: {fault.stderr.decode(errors='replace').strip()}") from fault
    return ran.stdout


def _has_back(design: Design, asked: bool) -> bool:
    return asked and design.turned is not None and design.page.fold == "none"


def _pdf(face: BadgeFace, event: EventFace, design: Design, *, back: bool) -> bytes:
    out = io.BytesIO()
    print_badges([face], event, out, design=design, duplex=back)
    return out.getvalue()
