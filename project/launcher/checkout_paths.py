"""The paths of the checkout, its Python environment and `var/`, and the variables of a `.env` file."""

import contextlib
import os
import pwd
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from project.launcher.files import write_private_file
from project.launcher.terminal import LauncherError


@dataclass(frozen=True)
class CheckoutPaths:
    """The paths of this checkout: its root, the Python environment, and `var/` for changing data."""

    root: Path
    venv: Path
    var: Path

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def requirements(self) -> Path:
        """The folder of locks."""
        return self.root / "requirements"

    @property
    def logs(self) -> Path:
        """The folder of logs, one file per process."""
        return self.var / "log"

    @property
    def run(self) -> Path:
        """The folder for locks and the state of the running command; private."""
        return self.var / "run"

    def create_folders(self) -> None:
        """Create `var/` and its folders, readable by the owner only, and close those of an earlier release.

        For root, other accounts may pass through `var/` without listing it: the servers run as one of them.
        """
        modes = dict.fromkeys((self.logs, self.run, self.secrets), 0o700)
        try:
            for folder, mode in {self.var: 0o711 if os.geteuid() == 0 else 0o700, **modes}.items():
                folder.mkdir(parents=True, exist_ok=True)
                if folder.stat().st_uid == os.geteuid():
                    folder.chmod(mode)
            (self.run / ".writable").touch(mode=0o600)
        except PermissionError as error:
            owner = pwd.getpwuid(self.var.stat().st_uid).pw_name if self.var.exists() else "another user"
            raise LauncherError(
                f"{error.filename} cannot be written: it belongs to {owner}.",
                "Run the command as that user, or give the folder to yourself: "
                f"sudo chown -R {pwd.getpwuid(os.getuid()).pw_name} {self.var}",
            ) from error

    @property
    def secrets(self) -> Path:
        """The folder of generated keys and passwords; private."""
        return self.var / "secrets"

    def get_secret(self, name: str) -> str:
        """Return the secret `name`. It is generated at first use and readable by the owner only."""
        path = self.secrets / name
        with contextlib.suppress(FileNotFoundError):
            kept = path.read_text(encoding="ascii").strip()
            if kept:
                return kept
        scratch = path.with_suffix(f".{os.getpid()}")
        write_private_file(scratch, secrets.token_hex(32) + "\n")
        with contextlib.suppress(FileExistsError):  # another command made it meanwhile
            os.link(scratch, path)
        scratch.unlink()
        return path.read_text(encoding="ascii").strip()

    def get_log_file(self, name: str) -> Path:
        """Return the log file of `name`, readable by the owner only; a log over 10 MB is renamed first."""
        path = self.logs / f"{name}.log"
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size > 10_000_000:
                path.rename(path.with_suffix(".log.1"))
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        if path.stat().st_uid == os.geteuid():
            path.chmod(0o600)
        return path


def find_checkout_paths(environ: Mapping[str, str]) -> CheckoutPaths:
    """Return the paths of the checkout of this file. `TALIM_VENV` and `TALIM_VAR` change two of them."""
    root = Path(__file__).resolve().parents[2]
    return CheckoutPaths(
        root=root,
        venv=Path(environ.get("TALIM_VENV") or root / ".venv").absolute(),
        var=Path(environ.get("TALIM_VAR") or root / "var").absolute(),
    )


def read_dotenv(path: Path) -> dict[str, str]:
    """Return the `NAME=value` lines of a `.env` file, without comments, `export` and quotes."""
    values: dict[str, str] = {}
    if not path.is_file():
        return values
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip().removeprefix("export ").strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name.strip()):
            raise LauncherError(
                f"{path}, line {number} is not NAME=value.", "Mend that line; .env.example shows the form."
            )
        value = value.strip()
        quoted = re.match(r"""(['"])(.*?)\1""", value)
        values[name.strip()] = quoted.group(2) if quoted else re.sub(r"(^|\s+)#.*$", "", value)
    return values
