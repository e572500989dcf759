"""No file needs itself round about: what two need from each other stands in a third."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_file_imports_itself_by_way_of_others() -> None:
    """At run time, imports inside functions counted; what only types need does not count."""
    graph = grimp.build_graph("conclave_desk", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()
    assert "conclave_desk.tui.screens.base" in imports["conclave_desk.tui.screens.register"]
