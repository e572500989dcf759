"""The build makes the static instances of the fonts, so that an installed copy carries them as an editable one does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FontInstances(BuildHookInterface):  # type: ignore[type-arg]  # any configuration will do
    """Runs before a wheel or an editable installation is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the fonts in the source tree, from where they go into the wheel as artifacts."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from conclave_desk.printing.instances import make_instances

        make_instances()
