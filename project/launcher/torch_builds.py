"""Chooses the torch build for a machine (CPU, CUDA or none) and finds its download size."""

import http.client
import re
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from project.launcher.terminal import LauncherError

TORCH_VERSION = "2.13.0"
CPU_INDEX_VARIABLE = "TALIM_TORCH_CPU_INDEX"
CPU_INDEX_DEFAULT = "https://download.pytorch.org/whl/cpu"


class TorchBuild(StrEnum):
    """What the environment has of torch; NONE: nothing, so free answers wait for the teacher."""

    CPU = "cpu"
    CUDA = "cuda"
    NONE = "none"


SET_UP_BYTES = {TorchBuild.CPU: 4_000_000_000, TorchBuild.CUDA: 13_000_000_000, TorchBuild.NONE: 3_000_000_000}
"""Room on the disk that a new environment takes."""


def choose_torch_build(*, wanted: str, gpu: bool, installed: str | None) -> TorchBuild:
    """Return the build of torch for this machine.

    `wanted` is the variable TALIM_TORCH (empty: choose), `gpu` the result of `has_cuda`, `installed` the installed
    build. A CUDA build also runs without a GPU, so it is kept when the driver is missing.
    """
    if wanted:
        if wanted not in set(TorchBuild):
            raise LauncherError(
                f"TALIM_TORCH={wanted} is not known.", "Set it to cpu, cuda or none, or leave it empty to choose."
            )
        return TorchBuild(wanted)
    return TorchBuild.CUDA if gpu or installed == TorchBuild.CUDA else TorchBuild.CPU


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
