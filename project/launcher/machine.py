"""Checks the machine: processor, disk, GPU, system packages. As root, missing packages are installed."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from project.launcher.files import tail
from project.launcher.processes import Words, run_logged
from project.launcher.talking import Problem, Step, paint, say


def check_processor(cpuinfo: str, machine: str) -> None:
    """Refuse an x86 processor without AVX: CTranslate2, which runs Whisper, needs it."""
    if machine not in {"x86_64", "AMD64"}:
        return
    flags = re.search(r"^flags\s*:(.*)$", cpuinfo, re.MULTILINE)
    if flags and "avx" not in flags.group(1).split():
        raise Problem(
            "This processor has no AVX, which the speech engine needs.",
            "In a virtual machine, give it the host's processor type (QEMU/Proxmox: cpu type 'host').",
            "Otherwise use a machine with a processor made after 2012.",
        )


def check_space(folder: Path, needed: int, what: str) -> None:
    """Raise LauncherError when the disk of `folder` has less than `needed` bytes free."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Problem(
            f"{what} needs {needed / 1e9:.1f} GB in {folder}, and {free / 1e9:.1f} GB are free.",
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
        raise Problem(
            "This Python has no venv module (ensurepip is missing).",
            "Install your system's package for it (python3-venv, python3-pip), then run the command again.",
        )
    if os.geteuid() != 0:
        raise Problem(
            f"The system's package {package} is missing.",
            f"Run this once:  sudo apt-get install -y {package}",
            "then run the same command again.",
        )
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with Step(f"Installing the system's package {package}") as step, tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "apt.log")
        run_logged(["apt-get", "update"], step=step, log=log, env=environ)
        install: Words = ["apt-get", "install", "-y", "--no-install-recommends", package]
        if run_logged(install, step=step, log=log, env=environ):
            raise Problem(
                f"apt-get could not install {package}:\n{tail(log)}",
                f"Install it by hand (apt-get install -y {package}), then run the same command again.",
            )
    importlib.invalidate_caches()


def is_there(environ: Mapping[str, str], *programs: str) -> bool:
    """Return whether one of these programs is installed, also in /usr/sbin and /sbin."""
    path = f"{environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    return any(shutil.which(program, path=path) for program in programs)


def ensure_installed(environ: Mapping[str, str], programs: Sequence[str], package: str) -> bool:
    """Install a Debian package as root if none of `programs` is there. Return whether one is there now."""
    if is_there(environ, *programs) or os.geteuid() != 0 or not is_there(environ, "apt-get"):
        return is_there(environ, *programs)
    install: Words = ["apt-get", "install", "-y", "--no-install-recommends", package]
    with Step(f"Installing {package}"):
        for words in (["apt-get", "update"], install):
            done = subprocess.run(
                words, env={**environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, text=True
            )
    if done.returncode:
        say(paint(f"   {package} was not installed: {done.stderr.strip()[-200:]}", "33"))
    return is_there(environ, *programs)
