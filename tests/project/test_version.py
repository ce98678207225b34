"""One version, wherever it stands."""

import json
import re
import tomllib

import pytest

from apps.core.version import VERSION
from tests.services import ROOT


def test_the_project_and_the_api_carry_the_version():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == VERSION
    assert json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))["info"]["version"] == VERSION


@pytest.mark.parametrize("package", ["ts", "pages", "examples/nextjs"])
def test_the_typescript_packages_carry_the_version(package):
    for name in ("package.json", "package-lock.json"):
        assert json.loads((ROOT / "clients" / package / name).read_text(encoding="utf-8"))["version"] == VERSION


def test_the_images_carry_the_version():
    compose = re.findall(r"image: talim\S*:\$\{TALIM_VERSION:-([\d.]+)\}", (ROOT / "compose.yaml").read_text("utf-8"))
    overlays = [path.read_text("utf-8") for path in (ROOT / "deploy/kubernetes/overlays").rglob("kustomization.yaml")]
    tags = re.findall(r"newName: \S*talim\S*, newTag: ([\d.]+)", "\n".join(overlays))
    assert len(compose) >= 3
    assert len(tags) >= 4
    assert {*compose, *tags} == {VERSION}
