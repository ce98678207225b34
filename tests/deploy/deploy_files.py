"""The files a server is set up with, read for tests."""

import re
import subprocess
from functools import cache

import yaml

from project.env import Environment
from tests.services import ROOT

PLATFORM = ("migrate", "web", "sockets", "worker", "scheduler", "speech", "media", "telegram", "speech-cpu", "backup")
GIVEN_OUT = re.compile(r"(key|secret|secrets|password|passphrase|token|fallbacks|key_old)$|^(database|redis)_url$")
NO_SECRETS = {"s3_access_key", "backup_s3_access_key"}  # names an account, opens nothing


@cache
def read_compose_file():
    """compose.yaml with its anchors followed, its variables as they are written."""
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)(?::([-+?])([^${}]*))?\}")


def interpolate(node, variables):
    """A part of a Compose file with its variables filled in, as Compose does it. Raise KeyError for `${NAME:?}`."""
    if isinstance(node, dict):
        return {key: interpolate(value, variables) for key, value in node.items()}
    if isinstance(node, list):
        return [interpolate(value, variables) for value in node]
    return _fill_in(node, variables) if isinstance(node, str) else node


def _fill_in(text, variables):

    def fill(match):
        name, how, word = match.groups()
        value = variables.get(name, "")
        if how == "?" and not value:
            raise KeyError(name)
        return {"-": value or word, "+": word if value else ""}.get(how, value)

    while VARIABLE.search(text):
        text = VARIABLE.sub(fill, text)
    return text


def read_example_env():
    """The variables of `.env.example`, as Compose reads them."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" #")[0].partition("=") for line in lines if re.match(r"[A-Z][A-Z0-9_]*=", line))
    return {name: value.strip() for name, _, value in pairs}


def read_started_services(**env):
    """The services that `docker compose up` starts with `.env.example` and these variables, filled in."""
    variables = read_example_env() | env
    profiles = set(variables["COMPOSE_PROFILES"].split(","))
    services = interpolate(read_compose_file()["services"], variables)
    return {name: service for name, service in services.items() if profiles & set(service.get("profiles", profiles))}


def list_secret_names():
    """The variables of the environment that nobody else may read, in lower case."""
    return {name for name in Environment.model_fields if GIVEN_OUT.search(name)} - NO_SECRETS


def list_known_variables():
    """All variables that `.env.example` explains: those of the platform, of compose.yaml and of the launcher."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#? *([A-Z][A-Z0-9_]+)=", text, re.MULTILINE))


def read_dockerfile(name):
    """A Dockerfile with continued lines joined and comments left out."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", " ")


def make_secrets(folder, *hosts):
    """Run deploy/secrets.sh; what lies in the folder then."""
    subprocess.run(["sh", ROOT / "deploy" / "secrets.sh", folder, *hosts], check=True, capture_output=True, timeout=60)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
