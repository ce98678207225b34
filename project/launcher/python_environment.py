"""Creates the checkout's Python environment, keeps it up to date with the locks, and explains failures."""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import hold_file_lock, read_log_tail, read_text
from project.launcher.machine import check_free_space, check_processor_has_avx, ensure_venv_module, has_cuda
from project.launcher.processes import CommandLine, run_logged
from project.launcher.requirement_locks import parse_lock_size, read_lock
from project.launcher.terminal import LauncherError, ProgressStep, print_line
from project.launcher.torch_builds import (
    CPU_INDEX_DEFAULT,
    CPU_INDEX_VARIABLE,
    TORCH_VERSION,
    TorchWheel,
    choose_torch_build,
    filter_cuda_packages,
    get_download_size,
    is_url_reachable,
)


def explain_install_failure(output: str) -> list[str]:
    """Return advice for a failed installation, from the installer's output."""
    again = "Then run the same command again: it goes on where it stopped."
    table = (
        (r"No space left on device|Disk quota exceeded", "The disk is full. Make room (pip cache purge frees some)."),
        (
            r"DO NOT MATCH THE HASHES|Hash mismatch",
            "A downloaded file is not the one that was locked. Clear the cache (python3 -m pip cache purge); "
            "if it stays so, something between here and the package index changes files.",
        ),
        (
            r"CERTIFICATE_VERIFY_FAILED|SSLError",
            "The package index's certificate is not trusted here. Name your proxy's certificate in PIP_CERT.",
        ),
        (
            r"name resolution|NewConnectionError|Max retries|timed out|Connection (refused|reset)|ProxyError",
            "The package index was not reached. Check the network, and HTTPS_PROXY if you use a proxy.",
        ),
        (
            r"No matching distribution|not a supported wheel",
            f"A package has no build for Python {platform.python_version()} on {platform.machine()}. "
            "Python 3.11 to 3.13 on 64-bit Linux have all of them.",
        ),
        (r"Permission denied", "A folder of the environment is not yours. Remove .venv and try again."),
    )
    for pattern, advice in table:
        if re.search(pattern, output):
            return [advice, again]
    return ["Read the log named above.", again]


class PythonEnvironment:
    """The Python environment of this checkout, kept up to date with the locks.

    A stamp file, written last, names the installed locks. With an equal stamp nothing is installed; without one (an
    interrupted set-up) pip checks everything again.
    """

    def __init__(self, paths: CheckoutPaths, environ: Mapping[str, str]) -> None:
        self.paths = paths
        self.environ = environ
        self.stamp = paths.venv / "talim-stamp.json"
        self.log = paths.get_log_file("install")

    def ensure(self, *, tests: bool) -> None:
        """Create or update the environment. `tests` adds the packages for tests and linting."""
        locks = {"run": "lock.txt", **({"test": "lock-test.txt"} if tests else {})}
        digests = {
            name: hashlib.sha256(read_lock(self.paths.requirements / file).encode()).hexdigest()
            for name, file in locks.items()
        }
        done = self._read_stamp()
        build = choose_torch_build(
            wanted=self.environ.get("TALIM_TORCH", ""), gpu=has_cuda(), installed=done.get("torch")
        )
        wanted = {"python": f"{sys.version_info.major}.{sys.version_info.minor}", "torch": build, **digests}
        if wanted.items() <= done.items():
            return
        with hold_file_lock(
            self.paths.run / "setup.lock", "Another set-up is running in this checkout; waiting for it"
        ):
            done = self._read_stamp()
            if wanted.items() <= done.items():
                return
            self._install(wanted, done)

    def _read_stamp(self) -> dict[str, str]:
        if not os.access(self.paths.python, os.X_OK):
            return {}
        try:
            kept = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    def _install(self, wanted: dict[str, str], done: dict[str, str]) -> None:
        check_processor_has_avx(read_text("/proc/cpuinfo"), platform.machine())
        is_new = not done
        if is_new:
            check_free_space(
                self.paths.venv, 13_000_000_000 if wanted["torch"] == "cuda" else 4_000_000_000, "The set-up"
            )
            check_free_space(Path(tempfile.gettempdir()), 1_000_000_000, "Unpacking packages")
        self._ensure_venv(wanted["python"], done.get("python"))
        self.stamp.unlink(missing_ok=True)
        if is_new:
            self._pip("pip itself", ["-r", self._lock_path("pip.txt")], total=1)
        if done.get("torch") != wanted["torch"]:
            self._install_torch(wanted["torch"])
        kept = {"python": wanted["python"], "torch": wanted["torch"]}
        for name, file, title in (("run", "lock.txt", "packages"), ("test", "lock-test.txt", "packages for tests")):
            if name not in wanted:
                continue
            if done.get(name) != wanted[name]:
                total, megabytes = parse_lock_size(read_lock(self._lock_path(file)))
                size = f", at most {megabytes} MB to download" if megabytes else ""
                self._pip(f"{total} {title}{size}", ["-r", self._lock_path(file)], total=total, locked=True)
            kept[name] = wanted[name]
        scratch = self.stamp.with_suffix(".new")
        scratch.write_text(json.dumps(kept), encoding="utf-8")
        scratch.rename(self.stamp)

    def _lock_path(self, name: str) -> Path:
        return self.paths.requirements / name

    def _ensure_venv(self, python: str, previous: str | None) -> None:
        """Create the environment if needed; replace one that is broken or of another Python version."""
        venv = self.paths.venv
        ask = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
        if self.paths.python.exists():
            answer = subprocess.run(
                [self.paths.python, "-c", ask], capture_output=True, text=True, env=self.build_installer_env()
            )
            if answer.returncode == 0 and answer.stdout.strip() == python:
                return
        if venv.exists() and any(venv.iterdir()):
            if not ((venv / "pyvenv.cfg").exists() or previous):
                raise LauncherError(
                    f"{venv} is there, but is no Python environment.",
                    "Move it away, or name another folder in TALIM_VENV, and run the command again.",
                )
            with ProgressStep(f"Removing an unusable environment in {venv}"):
                shutil.rmtree(venv)
        ensure_venv_module()
        with ProgressStep(f"Creating a Python {python} environment in {venv}") as step:
            venv.parent.mkdir(parents=True, exist_ok=True)
            if run_logged(
                [sys.executable, "-m", "venv", venv], step=step, log=self.log, env=self.build_installer_env()
            ):
                shutil.rmtree(venv, ignore_errors=True)
                raise LauncherError(
                    f"The environment could not be made ({self.log}):\n{read_log_tail(self.log)}",
                    "Mend that, then run again.",
                )

    def build_installer_env(self) -> dict[str, str]:
        """Return the variables for pip: its own configuration stays, variables that change the target are removed."""
        drop = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "VIRTUAL_ENV"}
        env = {k: v for k, v in self.environ.items() if k not in drop}
        return {
            **env,
            "PIP_USER": "0",
            "PIP_NO_INPUT": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PYTHONUNBUFFERED": "1",
        }

    def _pip(self, title: str, arguments: CommandLine, *, total: int, locked: bool = True) -> None:
        """Install `arguments` without dependencies (the locks name all of them). `locked`: check hashes."""
        hashes = ["--require-hashes"] if locked else []
        with ProgressStep(f"Installing {title}") as step:
            uv = shutil.which("uv", path=self.environ.get("PATH"))
            if uv and total > 1:
                words: CommandLine = [uv, "pip", "install", "--python", self.paths.python, "--no-deps", *hashes]
                if run_logged([*words, *arguments], step=step, log=self.log, env=self.build_installer_env()) == 0:
                    return
                step.show_progress("uv could not, pip tries")
            since = self.log.stat().st_size if self.log.exists() else 0
            flags = "-m pip install --no-deps --no-compile --progress-bar off"
            words = [self.paths.python, *flags.split(), *hashes, *arguments]
            reader = PipProgress(total, self.paths.venv)
            if run_logged(words, step=step, log=self.log, env=self.build_installer_env(), on_line=reader.read_line):
                advice = explain_install_failure(read_text(self.log)[since:])
                raise LauncherError(
                    f"{title} failed to install ({self.log}):\n{read_log_tail(self.log, 12, since)}", *advice
                )

    def _install_torch(self, build: str) -> None:
        if build == "cuda":
            lock = self._lock_path("lock-cuda.txt")
            total, megabytes = parse_lock_size(read_lock(lock))
            print_line(
                f"   A GPU answers: torch {TORCH_VERSION} with CUDA, {megabytes} MB to download (TALIM_TORCH=cpu: no)"
            )
            self._pip(f"torch {TORCH_VERSION} with CUDA ({total} packages)", ["-r", lock], total=total)
            return
        source, wheel = self._find_cpu_torch()
        size = f"{wheel.size / 1e6:.0f} MB" if wheel.size else "about 200 MB"
        print_line(f"   No GPU: torch {wheel.version} for the CPU, {size} to download.")
        self._pip(f"torch {wheel.version}", [*source, f"torch==={wheel.version}"], total=1, locked=False)

    def _find_cpu_torch(self) -> tuple[list[str], TorchWheel]:
        """Find a CPU build of the pinned torch: return pip's arguments and the wheel.

        PyTorch's CPU index (`TALIM_TORCH_CPU_INDEX`) is tried first, then pip's own configuration. A wheel that
        requires CUDA packages is never used, and not downloaded to read its metadata (fast-deps).
        """
        index = self.environ.get(CPU_INDEX_VARIABLE) or CPU_INDEX_DEFAULT
        seen: list[str] = []
        with ProgressStep(f"Looking for a CPU build of torch {TORCH_VERSION}") as step:
            sources = [["--index-url", index]] if is_url_reachable(f"{index.rstrip('/')}/torch/") else []
            for source in [*sources, []]:
                wheel = self._find_torch_wheel(source, step)
                if wheel and not wheel.cuda:
                    step.result = wheel.version
                    return source, wheel
                seen.append(f"{wheel.version} needs {wheel.cuda[0]}" if wheel else "none found")
        raise LauncherError(
            f"No CPU build of torch {TORCH_VERSION} was found ({'; '.join(seen)}; "
            f"{index} {'answered' if len(seen) > 1 else 'was not reached'}), "
            "and CUDA's gigabytes are not put on a machine without a GPU.",
            f"Check the network, or name a mirror of PyTorch's CPU index in {CPU_INDEX_VARIABLE},",
            f"or give pip a folder with the CPU wheel of torch {TORCH_VERSION} (PIP_FIND_LINKS). Then run it again.",
        )

    def _find_torch_wheel(self, source: Sequence[str], step: ProgressStep) -> TorchWheel | None:
        report = self.paths.run / "torch.json"
        report.unlink(missing_ok=True)
        flags = "-m pip install --dry-run --ignore-installed --no-deps --quiet --use-feature=fast-deps"
        words: CommandLine = [self.paths.python, *flags.split(), "--report", report, *source, f"torch=={TORCH_VERSION}"]
        if run_logged(words, step=step, log=self.log, env=self.build_installer_env()) or not report.exists():
            return None
        package = json.loads(report.read_text(encoding="utf-8"))["install"][0]
        report.unlink()
        marker = (
            "import json, sys; from pip._vendor.packaging.requirements import Requirement as R\n"
            "rs = [R(line) for line in json.load(sys.stdin)]\n"
            "print('\\n'.join(r.name for r in rs if r.marker is None or r.marker.evaluate({'extra': ''})))"
        )
        wants = subprocess.run(
            [self.paths.python, "-c", marker],
            input=json.dumps(package["metadata"].get("requires_dist", [])),
            capture_output=True,
            text=True,
            check=True,
            env=self.build_installer_env(),
        )
        url = package["download_info"]["url"]
        return TorchWheel(
            package["metadata"]["version"], filter_cuda_packages(wants.stdout.split()), get_download_size(url)
        )


class PipProgress:
    """Reads pip's output and reports progress: packages collected, then packages installed."""

    def __init__(self, total: int, venv: Path) -> None:
        self.total = total
        self.venv = venv
        self.collected = 0
        self.installing = False
        self.before = 0
        self.current = ""

    def _count_installed(self) -> int:
        return sum(1 for _ in self.venv.glob("lib/python*/site-packages/*.dist-info"))

    def read_line(self, line: str) -> str:
        """Return the progress after one more line of pip's output; an empty line only updates it."""
        if match := re.match(r"Collecting (\S+?)(==|\s|$)", line):
            self.collected += 1
            self.current = match.group(1)
        elif match := re.match(r"\s*Downloading .*\((.+)\)", line):
            self.current = f"{self.current.split(' ')[0]} {match.group(1)}"
        elif line.startswith("Installing collected packages"):
            self.installing = True
            self.before = self._count_installed()
        if self.installing:
            return f"putting in place {min(self._count_installed() - self.before, self.total)} of {self.total}"
        return f"{self.collected} of {self.total} {self.current}" if self.current else ""


def command_setup(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Create or update the Python environment, and start nothing: for servers that systemd runs."""
    PythonEnvironment(paths, environ).ensure(tests=False)
    print_line(f"The environment is ready: {paths.python}")
    return 0
