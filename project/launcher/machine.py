"""Checks the machine: processor, disk, GPU, system packages. As root, missing packages are installed."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from project.launcher.files import read_log_tail
from project.launcher.processes import CommandLine, run_logged
from project.launcher.terminal import LauncherError, ProgressStep, paint, print_line

FULL_DISK_BYTES = 50_000_000
"""Less free than this is a full disk: a program that failed for it often removes what it had written."""


def check_processor_has_avx(cpuinfo: str, machine: str) -> None:
    """Refuse an x86 processor without AVX: CTranslate2, which runs Whisper, needs it."""
    if machine not in {"x86_64", "AMD64"}:
        return
    flags = re.search(r"^flags\s*:(.*)$", cpuinfo, re.MULTILINE)
    if flags and "avx" not in flags.group(1).split():
        raise LauncherError(
            "This processor has no AVX, which the speech engine needs.",
            "In a virtual machine, give it the host's processor type (QEMU/Proxmox: cpu type 'host').",
            "Otherwise use a machine with a processor made after 2012.",
        )


def get_free_space(folder: Path) -> int:
    """Return the free bytes on the disk of a folder, which need not exist."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def find_full_disk(folders: Iterable[Path]) -> Path | None:
    """Return the first of `folders` whose disk is as good as full; None where all have room."""
    return next((folder for folder in folders if get_free_space(folder) < FULL_DISK_BYTES), None)


def check_free_space(folder: Path, needed_bytes: int, what: str) -> None:
    """Raise LauncherError when the disk of `folder` has less than `needed_bytes` bytes free."""
    free = get_free_space(folder)
    if free < needed_bytes:
        raise LauncherError(
            f"{what} needs {needed_bytes / 1e9:.1f} GB in {folder}, and {free / 1e9:.1f} GB are free.",
            "Make room, or set TALIM_VENV (or TMPDIR) to a folder on a larger disk, and run it again.",
        )


def has_cuda() -> bool:
    """Return whether the NVIDIA driver reports at least one device. The driver is called in a child process."""
    if not (any(Path("/dev", name).exists() for name in ("nvidiactl", "nvidia0", "dxg")) or shutil.which("nvidia-smi")):
        return False
    ask = (
        "import ctypes; cuda = ctypes.CDLL('libcuda.so.1'); n = ctypes.c_int();"
        "raise SystemExit(cuda.cuInit(0) or cuda.cuDeviceGetCount(ctypes.byref(n)) or not n.value)"
    )
    try:
        return subprocess.run([sys.executable, "-c", ask], capture_output=True, timeout=60).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def ensure_venv_module() -> None:
    """Make sure that `python -m venv` works: root installs the system package, others get the command to run."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    system = Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve()
    package = "python3-venv" if system else f"python3.{sys.version_info.minor}-venv"
    if not shutil.which("apt-get"):
        raise LauncherError(
            "This Python has no venv module (ensurepip is missing).",
            "Install your system's package for it (python3-venv, python3-pip), then run the command again.",
        )
    if os.geteuid() != 0:
        raise LauncherError(
            f"The system's package {package} is missing.",
            f"Run this once:  sudo apt-get install -y {package}",
            "then run the same command again.",
        )
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with ProgressStep(f"Installing the system's package {package}") as step, tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "apt.log")
        run_logged(["apt-get", "update"], step=step, log=log, env=environ)
        install: CommandLine = ["apt-get", "install", "-y", "--no-install-recommends", package]
        if run_logged(install, step=step, log=log, env=environ):
            raise LauncherError(
                f"apt-get could not install {package}:\n{read_log_tail(log)}",
                f"Install it by hand (apt-get install -y {package}), then run the same command again.",
            )
    importlib.invalidate_caches()


def has_program(environ: Mapping[str, str], *programs: str) -> bool:
    """Return whether one of these programs is installed, also in /usr/sbin and /sbin."""
    path = f"{environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    return any(shutil.which(program, path=path) for program in programs)


def ensure_installed(environ: Mapping[str, str], programs: Sequence[str], package: str) -> bool:
    """Install a Debian package as root if none of `programs` is there. Return whether one is there now."""
    if has_program(environ, *programs) or os.geteuid() != 0 or not has_program(environ, "apt-get"):
        return has_program(environ, *programs)
    install: CommandLine = ["apt-get", "install", "-y", "--no-install-recommends", package]
    with ProgressStep(f"Installing {package}"):
        for words in (["apt-get", "update"], install):
            done = subprocess.run(
                words, env={**environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, text=True
            )
    if done.returncode:
        print_line(paint(f"   {package} was not installed: {done.stderr.strip()[-200:]}", "33"))
    return has_program(environ, *programs)
