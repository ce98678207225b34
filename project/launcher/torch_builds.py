"""Chooses the torch build for a machine (CPU or CUDA) and finds its download size."""

import http.client
import re
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from project.launcher.terminal import LauncherError

TORCH_VERSION = "2.13.0"
CPU_INDEX_VARIABLE = "TALIM_TORCH_CPU_INDEX"
CPU_INDEX_DEFAULT = "https://download.pytorch.org/whl/cpu"


def choose_torch_build(*, wanted: str, gpu: bool, installed: str | None) -> str:
    """Return the build of torch for this machine: `cpu` or `cuda`.

    `wanted` is the variable TALIM_TORCH (empty: choose), `gpu` the result of `has_cuda`, `installed` the installed
    build. A CUDA build also runs without a GPU, so it is kept when the driver is missing.
    """
    if wanted:
        if wanted not in {"cpu", "cuda"}:
            raise LauncherError(
                f"TALIM_TORCH={wanted} is not known.", "Set it to cpu or cuda, or leave it empty to choose."
            )
        return wanted
    return "cuda" if gpu or installed == "cuda" else "cpu"


@dataclass(frozen=True)
class TorchWheel:
    """The wheel of torch that pip would install: version, required CUDA packages, size in bytes (0: unknown)."""

    version: str
    cuda: list[str]
    size: int


def filter_cuda_packages(names: Sequence[str]) -> list[str]:
    """Return the package names that belong to CUDA."""
    return [n for n in names if re.match(r"(nvidia|cuda|triton|pytorch-triton)([-_]|$)", n, re.IGNORECASE)]


def is_url_reachable(url: str) -> bool:
    """Return whether a server answers a HEAD request for `url` within five seconds."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=5) as answer:
            return bool(answer.status < 400)
    except (OSError, ValueError, http.client.HTTPException):
        return False


def get_download_size(url: str) -> int:
    """Return the size in bytes of a `file:` or `http` URL; 0 when unknown."""
    parts = urllib.parse.urlsplit(url)
    try:
        if parts.scheme == "file":
            return Path(urllib.parse.unquote(parts.path)).stat().st_size
        with urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=5) as answer:
            return int(answer.headers.get("Content-Length") or 0)
    except (OSError, ValueError, http.client.HTTPException):
        return 0
