"""The house: small files, imports one way, a quick program, every command documented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conclave_desk.cli.main import COMMANDS, program

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("textual", "reportlab", "cryptography", "rich", "sqlite_utils", "qrcode", "pycountry", "uharfbuzz", "cbor2")


@pytest.mark.parametrize("file", sorted(ROOT.glob("src/**/*.py")) + sorted(ROOT.glob("tests/**/*.py")), ids=str)
def test_no_file_is_longer_than_400_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("arguments", [["--help"], ["badges", "--help"], ["gate", "scan", "--help"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from conclave_desk.cli.main import program\n"
        f"program.main({arguments!r}, standalone_mode=False)\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(' '.join(loaded) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_summary_that_the_list_gives(name: str) -> None:
    context = program.make_context("conclave-desk", ["status"], resilient_parsing=True)
    command = program.get_command(context, name)
    assert command is not None
    assert command.help


def test_the_layers_hold() -> None:
    ran = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout.decode()


def test_no_registry_and_no_machine_is_named_in_any_file() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "/root" + "/", "/work" + "/")
    for name in filter(None, tracked.decode().split("\0")):
        content = (ROOT / name).read_bytes()
        assert not [host for host in hosts if host.encode() in content], name
