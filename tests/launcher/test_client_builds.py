"""`./talim test-web` says what is missing instead of leaving the client's tests out, and builds what has changed."""

import os
import shutil
from dataclasses import replace

import pytest

from project.launcher.checkout_paths import find_checkout_paths
from project.launcher.client_builds import build_client, build_npm_package, is_node_supported
from project.launcher.terminal import LauncherError
from tests.programs import write_program


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v20.11.1", True), ("v24.0.0", True), ("v18.20.4", False), ("v9.0.0", False), ("", False)],
    ids=["twenty", "newer", "eighteen", "nine", "none"],
)
def test_node_20_is_enough(version, enough):
    assert is_node_supported(version) is enough


def test_missing_node_is_an_error_with_advice(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    paths = find_checkout_paths({"TALIM_VAR": str(tmp_path)})
    with pytest.raises(LauncherError, match=r"(?s)Node is not installed.*Install Node 20"):
        build_client(paths, {"PATH": str(tmp_path)}, example=False)
    node = tmp_path / "node"
    write_program(node, "#!/bin/sh\necho v18.1.0\n")
    with pytest.raises(LauncherError, match="npm is not installed"):
        build_client(paths, {"PATH": str(tmp_path)}, example=False)
    (tmp_path / "npm").symlink_to(node)
    with pytest.raises(LauncherError, match=r"Node v18\.1\.0 is too old"):
        build_client(paths, {"PATH": str(tmp_path)}, example=False)


NPM = """#!/bin/sh
[ "$1" = ci ] && mkdir -p node_modules/some && exit
echo built >> ../../built.log
mkdir dist && touch dist/index.js next-env.d.ts
exit "${BUILD_FAILS:-0}"
"""


def test_package_is_rebuilt_when_sources_changed_or_outputs_are_missing(tmp_path):
    paths = replace(find_checkout_paths({"TALIM_VAR": str(tmp_path / "var")}), root=tmp_path)
    paths.create_folders()
    package, other = tmp_path / "clients" / "pages", tmp_path / "clients" / "ts" / "index.ts"
    for file in (package / "package-lock.json", package / "main.ts", other):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}", encoding="utf-8")
    npm = tmp_path / "npm"
    write_program(npm, NPM)

    def builds(**environ):
        log = tmp_path / "built.log"
        log.unlink(missing_ok=True)
        build_npm_package(paths, {**os.environ, **environ}, str(npm), package, "pages", output_folder="dist")
        return len(log.read_text(encoding="utf-8").splitlines()) if log.exists() else 0

    assert builds() == 1
    assert builds() == 0
    shutil.rmtree(package / "node_modules")
    assert builds() == 1
    other.write_text("1", encoding="utf-8")
    with pytest.raises(LauncherError, match="does not compile"):
        builds(BUILD_FAILS="1")
    assert builds() == 1
    assert builds() == 0
