"""``demo``: the main job from end to end, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import click

from conclave_desk.cli.session import DeskCommand


@click.command(cls=DeskCommand)
@click.option("--delegates", type=click.IntRange(1, 200_000), help="Generated people instead of the Pune conclave.")
@click.option("--seed", type=int, default=7, show_default=True, help="For the generated people.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Where files go.")
def demo(delegates: int | None, seed: int, out: Path) -> None:
    """The Pune conclave of 2023 from invitation to attendance return; or the same with generated people.

    Loads, clears, accredits, issues, prints, reads the codes back out of the PDF, scans a morning at two gates, and
    exports attendance. Your own desk file is not touched.
    """
    from conclave_desk.cli.demo.story import tell

    tell(out, delegates, seed)
