"""Installs packages into the Python environment: by uv, or by pip where uv cannot, and explains failures."""

import importlib.util
import platform
import re
import subprocess
import sysconfig
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import read_log_tail, read_text
from project.launcher.processes import CommandLine, run_logged
from project.launcher.requirement_locks import parse_lock_versions, read_lock
from project.launcher.terminal import LauncherError, ProgressStep
from project.launcher.uv_settings import UvSettings, UvUnavailable, parse_pip_config, translate_pip_settings

PIP_CONFIG_SECONDS = 30


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


def find_bundled_pip() -> Path | None:
    """Return the wheel of pip that Python puts into new environments; None when it is not found.

    pip runs from the wheel as it is and installs the locked uv. To make a venv with pip first takes three seconds more.
    """
    module = importlib.util.find_spec("ensurepip")
    own = [Path(module.origin).parent / "_bundled"] if module and module.origin else []
    system = sysconfig.get_config_var("WHEEL_PKG_DIR")
    folders = [*([Path(system)] if system else []), *own]
    return next((wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))), None)


class PackageInstaller:
    """Installs into the environment of `paths`. pip's own settings count for uv, too; uv's settings do not.

    `prepare` comes first. Until then, and where uv cannot do what pip would, pip installs.
    """

    def __init__(self, paths: CheckoutPaths, environ: Mapping[str, str]) -> None:
        self.paths = paths
        self.environ = environ
        self.log = paths.get_log_file("install")
        self._uv_settings: UvSettings | None = None

    def get_lock(self, name: str) -> Path:
        """Return the path of a lock."""
        return self.paths.requirements / name

    def build_env(self, *, index_url: str = "") -> dict[str, str]:
        """Return the variables for pip: its own configuration stays, variables that change the target are removed.

        `index_url`: instead of pip's own; it may name a password, which the words of a command would show.
        """
        drop = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "VIRTUAL_ENV"}
        env = {k: v for k, v in self.environ.items() if k not in drop}
        if not any(self.paths.venv.glob("lib/python*/site-packages/pip-*.dist-info")):
            wheel = find_bundled_pip()
            env |= {"PYTHONPATH": str(wheel)} if wheel else {}
        return {
            **env,
            **({"PIP_INDEX_URL": index_url} if index_url else {}),
            "PIP_USER": "0",
            "PIP_NO_INPUT": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PYTHONUNBUFFERED": "1",
        }

    def prepare(self) -> None:
        """Install uv and pip as locked, and translate pip's settings for uv.

        Without uv, or with a setting that uv has no equal for, pip installs everything; the log says why.
        """
        self._uv_settings = None
        with ProgressStep("Installing uv and pip") as step:
            try:
                with ThreadPoolExecutor(1) as beside:  # pip takes more than a second to start
                    settings = beside.submit(self._read_pip_settings)
                    self._install_uv(step)
                self._uv_settings = translate_pip_settings(settings.result(), self.build_env())
            except UvUnavailable as reason:
                step.result = f"{reason}: pip installs the packages"
                with self.log.open("a", encoding="utf-8") as out:
                    out.write(f"\n{step.result}\n")
            self._install(step, "pip itself", ["--require-hashes", "-r", self.get_lock("pip.txt")], total=1)

    @property
    def _uv(self) -> Path:
        return self.paths.venv / "bin" / "uv"

    def _install_uv(self, step: ProgressStep) -> None:
        lock = self.get_lock("uv.txt")
        [(name, version)] = parse_lock_versions(read_lock(lock))
        if not any(self.paths.venv.glob(f"lib/python*/site-packages/{name}-{version}.dist-info")):
            # Without a wheel for this platform pip would build uv from its source, for minutes.
            words: CommandLine = ["--only-binary", ":all:", "--require-hashes", "-r", lock]
            if self._run_pip(step, words, total=1):
                raise UvUnavailable("uv could not be installed")
        try:
            subprocess.run([self._uv, "--version"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise UvUnavailable(f"uv does not run here ({error})") from error

    def _read_pip_settings(self) -> dict[str, str]:
        """Return the settings of pip's files and variables by `section.name`."""

        def ask(*words: str) -> str:
            command: CommandLine = [self.paths.python, "-m", "pip", "config", *words]
            try:  # a stopped start waits for this to end
                done = subprocess.run(
                    command, capture_output=True, text=True, env=self.build_env(), timeout=PIP_CONFIG_SECONDS
                )
            except subprocess.TimeoutExpired as error:
                raise UvUnavailable("pip's settings cannot be read (pip does not answer)") from error
            if done.returncode:
                raise UvUnavailable(f"pip's settings cannot be read ({done.stderr.strip().rpartition(chr(10))[2]})")
            return done.stdout

        settings, repeated = parse_pip_config(ask("list"))
        return settings | {key: ask("get", key).rstrip("\n") for key in repeated}

    def install(self, title: str, lock: Path, *, total: int) -> None:
        """Install a lock, which names all dependencies with their hashes. Raise LauncherError when it fails."""
        with ProgressStep(f"Installing {title}") as step:
            self._install(step, title, ["--require-hashes", "-r", lock], total=total)

    def install_by_pip(self, title: str, requirement: str, *, index_url: str = "") -> None:
        """Install what pip chose, which has no hash. `index_url`: instead of pip's own. Raise LauncherError.

        Of two equal versions in two places uv takes the first and pip the last.
        """
        with ProgressStep(f"Installing {title}") as step:
            self._install_by_pip(step, title, [requirement], total=1, since=self._log_size, index_url=index_url)

    def uninstall(self, name: str) -> None:
        """Remove a package, if it is installed."""
        with ProgressStep(f"Removing {name}") as step:
            words: CommandLine = [self.paths.python, "-m", "pip", "uninstall", "--yes", name]
            if run_logged(words, step=step, log=self.log, env=self.build_env()):
                raise LauncherError(f"{name} could not be removed ({self.log}):\n{read_log_tail(self.log, 12)}")

    def _install(self, step: ProgressStep, title: str, arguments: CommandLine, *, total: int) -> None:
        since = self._log_size
        if self._uv_settings is not None:
            if self._run_uv(step, self._uv_settings, arguments) == 0:
                return
            step.show_progress("uv could not, pip tries")
        self._install_by_pip(step, title, arguments, total=total, since=since)

    @property
    def _log_size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def _install_by_pip(
        self, step: ProgressStep, title: str, arguments: CommandLine, *, total: int, since: int, index_url: str = ""
    ) -> None:
        """`since`: where the attempt begins in the log; uv's words before pip's explain a failure, too."""
        if self._run_pip(step, arguments, total=total, index_url=index_url):
            advice = explain_install_failure(read_text(self.log)[since:])
            raise LauncherError(
                f"{title} failed to install ({self.log}):\n{read_log_tail(self.log, 12, since)}", *advice
            )

    def _run_uv(self, step: ProgressStep, uv: UvSettings, arguments: CommandLine) -> int:
        if "--constraints" in uv.options:
            # uv takes no constraint such as torch<3 beside --require-hashes. It checks a lock's hashes without it, too.
            arguments = [word for word in arguments if word != "--require-hashes"]
        words: CommandLine = [self._uv, "pip", "install", "--python", self.paths.python]
        words += ["--no-deps", *uv.options, *arguments]
        reader = UvProgress(self.paths.venv)
        return run_logged(words, step=step, log=self.log, env=uv.environ, on_line=reader.read_line)

    def _run_pip(self, step: ProgressStep, arguments: CommandLine, *, total: int, index_url: str = "") -> int:
        flags = "-m pip install --no-deps --no-compile --progress-bar off"
        words: CommandLine = [self.paths.python, *flags.split(), *arguments]
        reader = PipProgress(total, self.paths.venv)
        env = self.build_env(index_url=index_url)
        return run_logged(words, step=step, log=self.log, env=env, on_line=reader.read_line)


def count_installed_packages(venv: Path) -> int:
    """Return the number of packages in the environment."""
    return sum(1 for _ in venv.glob("lib/python*/site-packages/*.dist-info"))


class PipProgress:
    """Reads pip's output and reports progress: packages collected, then packages installed."""

    def __init__(self, total: int, venv: Path) -> None:
        self.total = total
        self.venv = venv
        self.collected = 0
        self.installing = False
        self.before = 0
        self.current = ""

    def read_line(self, line: str) -> str:
        """Return the progress after one more line of pip's output; an empty line only updates it."""
        if match := re.match(r"Collecting (\S+?)(==|\s|$)", line):
            self.collected += 1
            self.current = match.group(1)
        elif match := re.match(r"\s*Downloading .*\((.+)\)", line):
            self.current = f"{self.current.split(' ')[0]} {match.group(1)}"
        elif line.startswith("Installing collected packages"):
            self.installing = True
            self.before = count_installed_packages(self.venv)
        if self.installing:
            done = min(count_installed_packages(self.venv) - self.before, self.total)
            return f"putting in place {done} of {self.total}"
        return f"{self.collected} of {self.total} {self.current}" if self.current else ""


class UvProgress:
    """Reads uv's output and reports progress: megabytes downloaded, then packages installed.

    uv names only packages of a megabyte and more while it downloads them.
    """

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.before = count_installed_packages(venv)
        self.sizes: dict[str, float] = {}
        self.waiting: dict[str, float] = {}
        self.prepared = 0

    def read_line(self, line: str) -> str:
        """Return the progress after one more line of uv's output; an empty line only updates it."""
        if match := re.match(r"Downloading (\S+) \(([\d.]+)([KMG])iB\)", line):
            size = float(match.group(2)) * {"K": 0.001, "M": 1.0, "G": 1024.0}[match.group(3)]
            self.sizes[match.group(1)] = self.waiting[match.group(1)] = size
        elif match := re.match(r"\s*Downloaded (\S+)", line):
            self.waiting.pop(match.group(1), None)
        elif match := re.match(r"Prepared (\d+) package", line):
            self.prepared = int(match.group(1))
        if self.prepared:
            done = max(0, min(count_installed_packages(self.venv) - self.before, self.prepared))
            return f"putting in place {done} of {self.prepared}"
        total = sum(self.sizes.values())
        done_size = total - sum(self.waiting.values())
        return f"{done_size:.0f} of {total:.0f} MB {' '.join(list(self.waiting)[:2])}".rstrip() if total else ""
