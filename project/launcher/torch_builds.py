"""Builds of torch: which one a machine should have, what it asks for, how much there is to download."""

import http.client
import re
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from project.launcher.talking import Problem

TORCH = "2.13.0"
CPU_INDEX_VARIABLE = "TALIM_TORCH_CPU_INDEX"
CPU_INDEX_DEFAULT = "https://download.pytorch.org/whl/cpu"


def choose_torch(*, wanted: str, gpu: bool, installed: str | None) -> str:
    """Which build of torch this machine should have: `cpu` or `cuda`.

    `wanted` is the variable TALIM_TORCH (empty: choose), `gpu` what `has_cuda` saw, `installed` the build
    that is there. A CUDA build also runs without its GPU, so it is never replaced for a driver that is away.
    """
    if wanted:
        if wanted not in {"cpu", "cuda"}:
            raise Problem(f"TALIM_TORCH={wanted} is not known.", "Set it to cpu or cuda, or leave it empty to choose.")
        return wanted
    return "cuda" if gpu or installed == "cuda" else "cpu"


@dataclass(frozen=True)
class TorchFile:
    """The file of torch that pip would take: version, the CUDA packages it asks for, bytes (0: not told)."""

    version: str
    cuda: list[str]
    size: int


def cuda_names(names: Sequence[str]) -> list[str]:
    """Those package names that bring CUDA onto a machine."""
    return [n for n in names if re.match(r"(nvidia|cuda|triton|pytorch-triton)([-_]|$)", n, re.IGNORECASE)]


def reached(url: str) -> bool:
    """Whether a server answers a HEAD for `url` within five seconds."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=5) as answer:
            return bool(answer.status < 400)
    except (OSError, ValueError, http.client.HTTPException):
        return False


def download_size(url: str) -> int:
    """Bytes behind a `file:` or `http` address; 0 when it is not told."""
    parts = urllib.parse.urlsplit(url)
    try:
        if parts.scheme == "file":
            return Path(urllib.parse.unquote(parts.path)).stat().st_size
        with urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=5) as answer:
            return int(answer.headers.get("Content-Length") or 0)
    except (OSError, ValueError, http.client.HTTPException):
        return 0
