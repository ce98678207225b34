"""`./talim test-web` says what is missing instead of leaving the client's tests out."""

from pathlib import Path

import pytest

from project.launcher.client_builds import build_client, node_is_enough
from project.launcher.places import find_places
from project.launcher.talking import Problem


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v20.11.1", True), ("v24.0.0", True), ("v18.20.4", False), ("v9.0.0", False), ("", False)],
    ids=["twenty", "newer", "eighteen", "nine", "none"],
)
def test_node_20_is_enough(version: str, enough: bool) -> None:
    assert node_is_enough(version) is enough


def test_without_node_it_is_a_failure_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    places = find_places({"TALIM_VAR": str(tmp_path)})
    with pytest.raises(Problem) as problem:
        build_client(places, {"PATH": str(tmp_path)})
    assert "Node is not installed" in str(problem.value)
    assert "Install Node 20" in str(problem.value)
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v18.1.0\n", encoding="utf-8")
    node.chmod(0o755)
    with pytest.raises(Problem, match="npm is not installed"):
        build_client(places, {"PATH": str(tmp_path)})
    (tmp_path / "npm").symlink_to(node)
    with pytest.raises(Problem, match=r"Node v18\.1\.0 is too old"):
        build_client(places, {"PATH": str(tmp_path)})
