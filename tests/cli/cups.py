"""CUPS itself, run for a test: its printers are trays, files into which whatever was printed falls."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_BIN = Path("/usr/lib/cups")
_PROGRAMS = ("cupsd", "lp", "lpstat", "lpadmin", "cupsdisable", "cupsenable")
_SBIN = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"

needs_cups = pytest.mark.skipif(
    not all(shutil.which(name, path=_SBIN) for name in _PROGRAMS), reason="CUPS is not installed"
)

_SETTINGS = """Listen {home}/sock
WebInterface No
Browsing Off
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """ServerRoot {home}/server
ServerBin {home}/programs
RequestRoot {home}/spool
CacheDir {home}/cache
StateDir {home}/state
TempDir {home}/temporary
ErrorLog {home}/log/error
AccessLog {home}/log/access
PageLog {home}/log/page
"""
_TRAY = """#!/bin/sh
# The arguments of every printer of CUPS: job, user, title, copies, options and the file, unless that is piped in.
[ $# -eq 0 ] && exit 0
while [ -e {home}/tray/busy ]; do sleep 0.02; done
echo "$3: $5" >> {home}/tray/options
cat "${{6:--}}" > {home}/tray/$1.part
mv {home}/tray/$1.part {home}/tray/$1.pdf
"""


class Cups:
    """A print server of its own under ``home``, a folder with a short name that others may read."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("server", "spool", "cache", "state", "temporary", "log", "tray"):
            (home / name).mkdir()
            (home / name).chmod(0o777)
        (home / "programs" / "backend").mkdir(parents=True)
        for name in ("daemon", "filter", "notifier"):
            (home / "programs" / name).symlink_to(_BIN / name)
        tray = home / "programs" / "backend" / "tray"
        tray.write_text(_TRAY.format(home=home))
        tray.chmod(0o755)
        (home / "cupsd.conf").write_text(_SETTINGS.format(home=home))
        (home / "files.conf").write_text(_FILES.format(home=home))

    def start(self) -> None:
        """Come up."""
        command = ["cupsd", "-f", "-c", str(self.home / "cupsd.conf"), "-s", str(self.home / "files.conf")]
        self._process = subprocess.Popen(command, env=self._environment)
        until(lambda: "is running" in self.ask("lpstat", "-r"))

    def stop(self) -> None:
        """Go down, if it is up."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def add(self, printer: str) -> None:
        """One more printer."""
        self.ask("lpadmin", "-p", printer, "-E", "-v", "tray:/", "-m", "raw")

    def busy(self, now: bool) -> None:
        """Whether printers are at work and take their time."""
        flag = self.home / "tray" / "busy"
        flag.touch() if now else flag.unlink()

    def paper(self, job: int) -> Path:
        """What lies in the tray of a job, as soon as it has been printed."""
        found = self.home / "tray" / f"{job}.pdf"
        until(found.exists)
        return found

    @property
    def said(self) -> str:
        """With which titles and options jobs have reached the printers."""
        return (self.home / "tray" / "options").read_text()

    def ask(self, *command: str) -> str:
        """What one of its commands answers."""
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=20).stdout

    @property
    def server(self) -> str:
        """Where it listens, for $CUPS_SERVER."""
        return str(self.home / "sock")

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PATH": _SBIN, "CUPS_SERVER": self.server, "LC_ALL": "C"}


def until(true: Callable[[], object]) -> None:
    """Wait for it."""
    for _ in range(400):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come about within 8 seconds")
