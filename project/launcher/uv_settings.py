"""Translates pip's settings for uv, which reads neither pip's files nor its `PIP_` variables."""

import ast
import math
import ssl
import urllib.parse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from project.launcher.terminal import hide_password

SECTIONS = ("global", "install", ":env:")
"""Those that `pip install` reads, the last one wins."""

ALIASES = {
    "default-timeout": "timeout",
    "pypi-url": "index-url",
    "constraints": "constraint",
    "no-dependencies": "no-deps",
    "config-setting": "config-settings",
}

WITHOUT_EFFECT = frozenset(
    # What pip itself prints or asks, and its configuration file, which is read here.
    "config-file quiet verbose no-color log progress-bar debug no-input exists-action disable-pip-version-check "
    "no-python-version-warning root-user-action no-warn-script-location no-warn-conflicts require-virtualenv "
    # The command line names these, or the locks do: exact versions with hashes, without dependencies.
    "no-deps require-hashes no-require-hashes compile no-compile prefer-binary upgrade upgrade-strategy "
    # Only about how pip downloads and builds.
    "resume-retries no-clean src use-feature use-deprecated use-pep517 check-build-dependencies".split()
)

SWITCHES = {
    "no-index": ["--no-index"],
    "pre": ["--prerelease", "allow"],
    "no-build-isolation": ["--no-build-isolation"],
    "break-system-packages": ["--break-system-packages"],
}
"""Settings that are true or false."""

LISTS = {
    "constraint": "--constraints",
    "build-constraint": "--build-constraints",
    "config-settings": "--config-setting",
    "trusted-host": "--allow-insecure-host",
}
"""Settings of several values, separated by spaces."""

FALSE_WORDS = frozenset({"0", "n", "no", "f", "false", "off"})
CERTIFICATE_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
KEPT_UV_VARIABLES = frozenset({"UV_CACHE_DIR", "UV_LINK_MODE", "UV_CONCURRENT_DOWNLOADS", "UV_CONCURRENT_INSTALLS"})
"""Variables of uv that do not change what is installed, nor from where."""


class UvUnavailable(Exception):
    """uv cannot install here what pip would; the text is the reason."""


@dataclass
class UvSettings:
    """The options and the whole environment of `uv pip install` that do what pip's settings do."""

    options: list[str] = field(default_factory=list)
    environ: dict[str, str] = field(default_factory=dict)


def parse_pip_config(text: str) -> tuple[dict[str, str], set[str]]:
    """Return the settings that `pip config list` prints, by `section.name`, and those that stand in several files.

    pip prints files by their paths, not by which of them wins: `pip config get` tells that.
    """
    settings: dict[str, str] = {}
    repeated = set()
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and key.startswith(tuple(f"{section}." for section in SECTIONS)):
            if key in settings:
                repeated.add(key)
            settings[key] = str(ast.literal_eval(value))
    return settings, repeated


def translate_pip_settings(pip_settings: Mapping[str, str], environ: Mapping[str, str]) -> UvSettings:
    """Return what makes uv install from where pip would. Raise UvUnavailable for a setting without equal.

    Folders of links that do not exist are left out, as pip does: uv refuses them.
    """
    settings = _merge_sections(pip_settings)
    uv = UvSettings(
        # pip takes the best version of all indexes.
        options=["--no-config", "--index-strategy", "unsafe-best-match"],
        environ={k: v for k, v in environ.items() if not k.startswith("UV_") or k in KEPT_UV_VARIABLES},
    )
    proxied = "proxy" in settings or _is_true(settings.pop("no-proxy-env", "0"))
    if proxied:
        _set_proxy(uv, settings.pop("proxy", ""))
    variables = [] if proxied else [environ.get(name, "") for name in CERTIFICATE_VARIABLES]
    _set_certificates(uv, next(filter(None, [settings.pop("cert", ""), *variables]), ""))
    if "no-cache-dir" in settings:
        # pip takes any value, "false" too, as yes.
        del settings["no-cache-dir"]
        settings.pop("cache-dir", "")
        uv.options.append("--no-cache")
    for name, value in settings.items():
        _translate(uv, name, value)
    return uv


def _merge_sections(pip_settings: Mapping[str, str]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for section in SECTIONS:
        for key, value in pip_settings.items():
            if not key.startswith(f"{section}.") or not value.strip():
                continue
            name = key.removeprefix(f"{section}.")
            name = ALIASES.get(name, name)
            adds = name in {"no-binary", "only-binary"} and name in merged
            merged[name] = f"{merged[name]},{value}" if adds else value
    return merged


def _translate(uv: UvSettings, name: str, value: str) -> None:
    if name in WITHOUT_EFFECT:
        return
    if name in SWITCHES:
        uv.options += SWITCHES[name] if _is_true(value) else []
    elif name in LISTS:
        uv.options += _repeat(LISTS[name], value.split())
    elif name == "find-links":
        places = [place for place in map(_expand_home, value.split()) if _may_have_links(place)]
        if any(hide_password(place) != place for place in places):
            raise UvUnavailable("uv would show the password in pip's setting find-links")
        uv.options += _repeat("--find-links", places)
    elif name in {"no-binary", "only-binary"}:
        uv.options += _repeat(f"--{name}", (part.strip() for part in value.split(",") if part.strip()))
    # Indexes may name a password, and every user of the machine reads the words of a command.
    elif name == "index-url":
        uv.environ["UV_DEFAULT_INDEX"] = value
    elif name == "extra-index-url":
        uv.environ["UV_INDEX"] = " ".join(value.split())
    elif name == "uploaded-prior-to":
        uv.options += ["--exclude-newer", value]
    elif name == "client-cert":
        uv.environ["SSL_CLIENT_CERT"] = _expand_home(value)
    elif name == "timeout" and value.replace(".", "", 1).isdigit():
        uv.environ["UV_HTTP_TIMEOUT"] = str(math.ceil(float(value)))
    elif name == "retries" and value.isdigit():
        uv.environ["UV_HTTP_RETRIES"] = value
    elif name == "cache-dir":
        uv.environ.setdefault("UV_CACHE_DIR", str(Path(_expand_home(value), "uv")))
    elif name == "keyring-provider" and value in {"auto", "disabled", "subprocess"}:
        # Without questions pip's "auto" asks no keyring.
        uv.options += ["--keyring-provider", "subprocess"] if value == "subprocess" else []
    elif value.lower() not in FALSE_WORDS:
        raise UvUnavailable(f"uv has no equal for pip's setting {name}")


def _set_proxy(uv: UvSettings, proxy: str) -> None:
    """Make `proxy` the only proxy, or none. As with pip, the environment's variables no longer count."""
    for name in (*PROXY_VARIABLES, "NO_PROXY"):
        uv.environ.pop(name, None)
        uv.environ.pop(name.lower(), None)
    if proxy:
        uv.environ |= dict.fromkeys(PROXY_VARIABLES, proxy if "://" in proxy else f"http://{proxy}")


def _set_certificates(uv: UvSettings, trusted: str) -> None:
    """Trust the file or folder `trusted` alone; without one the system's certificates, as pip does."""
    if trusted and Path(_expand_home(trusted)).is_dir():
        uv.environ.pop("SSL_CERT_FILE", None)
        uv.environ["SSL_CERT_DIR"] = _expand_home(trusted)
    elif trusted:
        uv.options += ["--cert", _expand_home(trusted)]
    elif any(ssl.get_default_verify_paths()[:2]):
        uv.options.append("--system-certs")


def _repeat(option: str, values: Iterable[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def _expand_home(path: str) -> str:
    return str(Path(path).expanduser()) if path.startswith("~") else path


def _may_have_links(place: str) -> bool:
    """Return whether a place of links is a page of a server, or a file or folder that exists."""
    parts = urllib.parse.urlsplit(place)
    path = urllib.parse.unquote(parts.path) if parts.scheme == "file" else place
    return parts.scheme in {"http", "https"} or Path(path).exists()


def _is_true(value: str) -> bool:
    return value.lower() not in FALSE_WORDS
