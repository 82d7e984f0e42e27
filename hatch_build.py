"""Compiles the knowledge into the wheel, so that an installed firstcheck needs neither the files nor YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileKnowledge(BuildHookInterface):
    """Writes src/firstcheck/knowledge/compiled.msgpack before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the artefact from knowledge/; an editable install reads the files themselves."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from firstcheck.knowledge.build import write

        write(root / "knowledge", root / "src" / "firstcheck" / "knowledge" / "compiled.msgpack")
