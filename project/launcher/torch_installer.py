"""Finds and installs the torch build for this machine; where none can be had, the set-up goes on without torch."""

import json
import subprocess
from collections.abc import Sequence

from project.launcher.machine import get_free_space
from project.launcher.package_installer import PackageInstaller
from project.launcher.processes import CommandLine, run_logged
from project.launcher.requirement_locks import parse_lock_size, read_lock
from project.launcher.terminal import LauncherError, ProgressStep, hide_password, paint, print_line
from project.launcher.torch_builds import (
    CPU_INDEX_DEFAULT,
    CPU_INDEX_VARIABLE,
    SET_UP_BYTES,
    TORCH_VERSION,
    TorchBuild,
    TorchWheel,
    filter_cuda_packages,
    get_download_size,
    is_url_reachable,
)

CUDA_FREE_BYTES = SET_UP_BYTES[TorchBuild.CUDA]


class TorchInstaller:
    """Installs torch with `installer`, which is prepared."""

    def __init__(self, installer: PackageInstaller) -> None:
        self.installer = installer
        self.cpu_index = installer.environ.get(CPU_INDEX_VARIABLE) or CPU_INDEX_DEFAULT

    def install(self, build: TorchBuild, *, installed: TorchBuild = TorchBuild.NONE) -> TorchBuild:
        """Install `build` in place of `installed` and return what the environment has now. Raise LauncherError.

        CPU: where no CPU build is found, what is installed stays; where that is nothing, the CUDA build, which runs
        without a GPU, too. Where that is not to be had either or the disk has no room for it, nothing.
        """
        if build == TorchBuild.CUDA:
            size = self._get_cuda_size()
            print_line(
                f"   A GPU answers: torch {TORCH_VERSION} with CUDA, {size} MB to download (TALIM_TORCH=cpu: no)"
            )
            self._install_cuda()
        elif build == TorchBuild.NONE:
            self.installer.uninstall("torch")
        return self._install_for_cpu(installed) if build == TorchBuild.CPU else build

    def _install_for_cpu(self, installed: TorchBuild) -> TorchBuild:
        index_url, wheel, seen = self.find_cpu_build()
        if wheel and not wheel.cuda:
            size = f"{wheel.size / 1e6:.0f} MB" if wheel.size else "about 200 MB"
            print_line(f"   No GPU: torch {wheel.version} for the CPU, {size} to download.")
            self.installer.install_by_pip(f"torch {wheel.version}", f"torch==={wheel.version}", index_url=index_url)
            return TorchBuild.CPU
        venv = self.installer.paths.venv
        free = get_free_space(venv)
        reason = f"no CPU build of torch {TORCH_VERSION} was found ({hide_password(seen)})"
        if installed != TorchBuild.NONE:
            print_line(f"   {reason[0].upper()}{reason[1:]}: the build that is installed stays.")
            return installed
        if wheel and free < CUDA_FREE_BYTES:
            reason += f", and CUDA's build needs {CUDA_FREE_BYTES / 1e9:.0f} GB in {venv}; {free / 1e9:.1f} are free"
        elif wheel:
            print_line(f"   {reason[0].upper()}{reason[1:]}.")
            print_line(f"   CUDA's build runs without a GPU, too: {self._get_cuda_size()} MB to download.")
            try:
                self._install_cuda()
            except LauncherError as error:
                # What is there of it would be taken for a torch that works.
                self.installer.uninstall("torch")
                reason = f"{reason}, and CUDA's build was not installed: {error.message.splitlines()[0]}"
            else:
                return TorchBuild.CUDA
        print_line(paint(f"   torch is not installed: {reason}.", "33"))
        print_line(
            "   Readings are scored as always, free answers wait for the teacher. ./talim doctor says what to do."
        )
        return TorchBuild.NONE

    def _install_cuda(self) -> None:
        lock = self.installer.get_lock("lock-cuda.txt")
        total, _ = parse_lock_size(read_lock(lock))
        self.installer.install(f"torch {TORCH_VERSION} with CUDA ({total} packages)", lock, total=total)

    def _get_cuda_size(self) -> int:
        return parse_lock_size(read_lock(self.installer.get_lock("lock-cuda.txt")))[1]

    def find_cpu_build(self) -> tuple[str, TorchWheel | None, str]:
        """Find a CPU build of the pinned torch: return its index ("": pip's own), its wheel, and what was seen.

        PyTorch's CPU index (`TALIM_TORCH_CPU_INDEX`) is tried first, then pip's own indexes and links. The wheel is one
        that requires CUDA packages where there is no other. No wheel is downloaded to read its metadata (fast-deps).
        """
        seen: list[str] = []
        found: TorchWheel | None = None
        reachable = is_url_reachable(f"{self.cpu_index.rstrip('/')}/torch/")
        if not reachable:
            seen.append(f"{self.cpu_index} was not reached")
        with ProgressStep(f"Looking for a CPU build of torch {TORCH_VERSION}") as step:
            for index_url in [self.cpu_index, ""] if reachable else [""]:
                # The plain version may be a CUDA build beside a CPU build of the same version.
                for version in (TORCH_VERSION, f"{TORCH_VERSION}+cpu"):
                    wheel = self._find_wheel(index_url, version, step)
                    if wheel and not wheel.cuda:
                        step.result = wheel.version
                        return index_url, wheel, ""
                    if wheel is None:
                        break
                    found = wheel
                where = index_url or "pip's indexes"
                seen.append(f"{where}: {f'{found.version} needs {found.cuda[0]}' if found else 'none'}")
            step.result = "none"
        return "", found, "; ".join(seen)

    def _find_wheel(self, index_url: str, version: str, step: ProgressStep) -> TorchWheel | None:
        report = self.installer.paths.run / "torch.json"
        report.unlink(missing_ok=True)
        python, env = self.installer.paths.python, self.installer.build_env(index_url=index_url)
        flags = "-m pip install --dry-run --ignore-installed --no-deps --quiet --use-feature=fast-deps"
        words: CommandLine = [python, *flags.split(), "--report", report, f"torch=={version}"]
        if run_logged(words, step=step, log=self.installer.log, env=env) or not report.exists():
            return None
        package = json.loads(report.read_text(encoding="utf-8"))["install"][0]
        report.unlink()
        names = self._list_required(package["metadata"].get("requires_dist", []))
        size = get_download_size(package["download_info"]["url"])
        return TorchWheel(package["metadata"]["version"], filter_cuda_packages(names), size)

    def _list_required(self, requirements: Sequence[str]) -> list[str]:
        """Return the names of those requirements that count on this machine."""
        marker = (
            "import json, sys; from pip._vendor.packaging.requirements import Requirement as R\n"
            "rs = [R(line) for line in json.load(sys.stdin)]\n"
            "print('\\n'.join(r.name for r in rs if r.marker is None or r.marker.evaluate({'extra': ''})))"
        )
        done = subprocess.run(
            [self.installer.paths.python, "-c", marker],
            input=json.dumps(requirements),
            capture_output=True,
            text=True,
            check=True,
            env=self.installer.build_env(),
        )
        return done.stdout.split()
