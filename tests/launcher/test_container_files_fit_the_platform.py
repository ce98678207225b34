"""The container files start the same processes, with variables that exist and secrets that must be given."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from project.env import Environment
from tests.services import ROOT, launcher

PLATFORM = ("migrate", "web", "sockets", "worker", "scheduler", "speech", "telegram")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return parsed


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (ROOT / "Dockerfile.gpu").read_text()


def test_every_process_of_the_platform_is_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"postgres", "redis", *PLATFORM}
    for name in ("worker", "scheduler", "speech"):
        assert compose["services"][name]["command"] == ["python", "manage.py", name]
    assert compose["services"]["sockets"]["command"][0] == "daphne"
    assert compose["services"]["speech"]["profiles"] == ["gpu"]
    assert compose["services"]["telegram"]["command"] == ["python", "manage.py", "telegram", "--patient"]
    assert compose["services"]["telegram"]["profiles"] == ["polling"]


def test_the_models_are_mounted_and_every_process_is_checked(compose: dict[str, Any], dockerfile: str) -> None:
    speech = compose["services"]["speech"]
    assert "models:/data/models:ro" in speech["volumes"]
    assert speech["environment"]["TALIM_CACHE"] == "/data/models"
    assert not re.search(r"COPY.*models|RUN.*ml\.models", dockerfile)
    for name in ("worker", "scheduler", "speech", "telegram"):
        assert compose["services"][name]["healthcheck"]["test"] == ["CMD", "python", "manage.py", "healthy", name]


def test_every_variable_is_one_the_platform_reads(compose: dict[str, Any]) -> None:
    known = {name.upper() for name in Environment.model_fields}
    for name in PLATFORM:
        assert set(compose["services"][name]["environment"]) <= known


def test_secrets_must_be_given_and_servers_ask_for_them(compose: dict[str, Any]) -> None:
    values = compose["services"]["web"]["environment"]
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL"):
        assert ":?" in values[name]
    assert ":?" in compose["services"]["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert "--requirepass" in " ".join(compose["services"]["redis"]["command"])


def test_only_loopback_ports_are_published_and_no_server_is(compose: dict[str, Any]) -> None:
    published = {name: s["ports"] for name, s in compose["services"].items() if "ports" in s}
    assert set(published) == {"web", "sockets"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_every_image_has_a_fixed_version(compose: dict[str, Any], dockerfile: str) -> None:
    images = [s["image"] for s in compose["services"].values()] + re.findall(r"^FROM (\S+)", dockerfile, re.M)
    assert all(re.search(r":(gpu|\d+\.\d)", image) for image in images)


def test_everything_waited_for_exists(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name in service.get("depends_on", {}):
            assert name in compose["services"]


def test_the_image_runs_the_launchers_server_as_an_ordinary_user(dockerfile: str) -> None:
    joined = dockerfile.replace("\\\n", " ")
    command = json.loads(re.findall(r"^CMD (\[.*\])", joined, re.M)[-1])
    assert command == [str(word) for word in launcher().web_command(Path("python"), "0.0.0.0", 8000)]
    assert re.search(r"^USER talim$", dockerfile, re.M)
    assert "HEALTHCHECK" in dockerfile
    for lock in re.findall(r"-r (\S+)", dockerfile):
        assert (ROOT / lock).is_file()


def test_what_is_private_or_heavy_stays_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".env", ".venv", "var"} <= set(ignored)
