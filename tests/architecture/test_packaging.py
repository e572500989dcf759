"""An installed copy finds its designs, samples and fonts as an editable one does."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FINDS = (
    "from conclave_desk.exchange.samples import sample_folder, sample_names\n"
    "from conclave_desk.printing.designs import design_names, load_design\n"
    "assert 'pune-2023' in sample_names() and (sample_folder('pune-2023') / 'event.toml').is_file()\n"
    "assert 'a6-portrait' in design_names() and load_design('a6-portrait')\n"
    "from conclave_desk.printing import instances\n"
    "assert instances.are_made() and (instances.FOLDER / 'OFL.txt').is_file()\n"
    "import conclave_desk; print(conclave_desk.__file__)\n"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_designs_samples_and_fonts(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "conclave_desk/_data/badges/a6-portrait.toml" in names
    assert "conclave_desk/_data/sample_invites/pune-2023/event.toml" in names
    assert "conclave_desk/printing/_fonts/NotoSans-Bold.ttf" in names
    assert "conclave_desk/printing/_fonts/OFL.txt" in names


def test_an_installed_copy_finds_them(wheel: Path, tmp_path: Path) -> None:
    """The unpacked wheel goes before everything else on the path, with the libraries of this environment behind it."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    found = _run(f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n" + FINDS, tmp_path)
    assert Path(found).is_relative_to(tmp_path)


def test_an_editable_copy_finds_them(tmp_path: Path) -> None:
    found = _run(FINDS, tmp_path)
    assert Path(found).is_relative_to(ROOT)


def _run(code: str, folder: Path) -> str:
    ran = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
