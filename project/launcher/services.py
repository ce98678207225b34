"""Provides PostgreSQL and Redis: given by the user, of a running `./talim run`, or embedded ones."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.parse
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Self

from project.launcher.background import BackgroundWork
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.embedded import EmbeddedPostgres, EmbeddedServer, EmbeddedValkey
from project.launcher.files import keep_new_files_private
from project.launcher.processes import end_leftover_processes, get_process_start_ticks
from project.launcher.python_commands import build_platform_env
from project.launcher.run_lock import RunLock, end_stray_processes, read_run_state
from project.launcher.server_home import ServerHome
from project.launcher.structure_file import NAME as STRUCTURE_NAME
from project.launcher.structure_file import is_structure_usable
from project.launcher.terminal import LauncherError, ProgressStep

DATABASE_PROBE = """
import os, sys, psycopg
try:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as link:
        version = link.info.server_version // 10000
except psycopg.Error as error:
    sys.exit(str(error).strip() or "no answer")
sys.exit(0 if version >= 15 else f"it is PostgreSQL {version}, and 15 or newer is needed")
"""
REDIS_PROBE = """
import os, sys, redis
try:
    redis.Redis.from_url(os.environ["REDIS_URL"], socket_connect_timeout=5, socket_timeout=5).ping()
except (redis.RedisError, ValueError) as error:
    sys.exit(str(error).strip() or "no answer")
"""


def check_given_server(paths: CheckoutPaths, variable: str, url: str, probe: str, *, tests: bool) -> None:
    """Raise LauncherError when a server given by the user does not work. The password is not printed."""
    done = subprocess.run(
        [paths.python, "-c", probe], env={**os.environ, variable: url}, capture_output=True, text=True, timeout=60
    )
    reason = done.stderr.strip().rpartition("\n")[2]
    if done.returncode == 0 or (tests and "does not exist" in reason and "database" in reason):
        return
    parts = urllib.parse.urlsplit(url)
    where = (parts.hostname and f"{parts.hostname}:{parts.port or ''}".rstrip(":")) or parts.path
    advice = [f"Start that server or mend {variable}; without the variable Talim starts a server of its own."]
    if "does not exist" in reason and "database" in reason:
        advice.insert(0, f"Create it:  createdb -h {parts.hostname} -U {parts.username} {parts.path.strip('/')}")
    raise LauncherError(f"{variable} names a server at {where} that cannot be used: {reason}", *advice)


class ServiceStarter:
    """Starts embedded PostgreSQL and Valkey where the user has given no server, both at the same time.

    `folder` keeps their data (default: `var/`). `loads_structure`: in new data, the tables are made from
    `structure.sql`, which needs nothing but psql; `migrate` adds the first rows.
    """

    def __init__(
        self,
        paths: CheckoutPaths,
        environ: Mapping[str, str],
        *,
        folder: Path | None = None,
        durable: bool = True,
        loads_structure: bool = False,
    ) -> None:
        self.paths = paths
        self.folder = folder
        self.durable = durable
        self.loads_structure = loads_structure
        self.missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not environ.get(name)]
        self.servers: list[EmbeddedServer] = []
        self.works: dict[str, BackgroundWork[str]] = {}
        for name in self.missing:
            if environ.get(f"{name}_FILE") or environ.get("SECRETS_FOLDER"):
                raise LauncherError(
                    f"{name} is said to lie in a file, which this command does not read: "
                    "it would start servers of its own.",
                    f"Give the address itself ({name}=…), or use manage.py in the environment of the services.",
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the servers."""
        for server in reversed(self.servers):
            server.stop_for_good()

    def begin(self) -> None:
        """Start the servers in threads, unless that was done before. Their programs must be installed."""
        if self.works or not self.missing:
            return
        home = ServerHome(self.paths)
        programs = home.find_programs()
        folder = self.folder or home.folder
        common: dict[str, Any] = {"owner": home.owner, "durable": self.durable}
        if "DATABASE_URL" in self.missing:
            postgres = EmbeddedPostgres(
                folder / "pg",
                programs=programs.postgres,
                password=self.paths.get_secret("postgres"),
                log=self.paths.get_log_file("postgres"),
                **common,
            )
            self.servers.append(postgres)
            self.works["DATABASE_URL"] = BackgroundWork(lambda: self._start_postgres(postgres))
        if "REDIS_URL" in self.missing:
            valkey = EmbeddedValkey(
                folder / "valkey",
                program=programs.valkey,
                password=self.paths.get_secret("valkey"),
                log=self.paths.get_log_file("valkey"),
                **common,
            )
            self.servers.append(valkey)
            self.works["REDIS_URL"] = BackgroundWork(lambda: self._start_valkey(valkey))

    def get_urls(self) -> dict[str, str]:
        """Wait until the servers answer. Return the variables for clients."""
        return {name: work.get_result() for name, work in self.works.items()}

    def _start_postgres(self, postgres: EmbeddedPostgres) -> str:
        is_new = not (postgres.data / "PG_VERSION").exists()
        with ProgressStep("Creating and starting PostgreSQL" if is_new else "Starting PostgreSQL") as step:
            postgres.start()
            step.result = f"version {postgres.get_major_version()}, port {postgres.port}"
        if is_new and self.loads_structure and is_structure_usable(self.paths.root):
            with ProgressStep("Making the tables"):
                postgres.run_file("talim", self.paths.root / STRUCTURE_NAME)
        return postgres.url

    def _start_valkey(self, valkey: EmbeddedValkey) -> str:
        with ProgressStep("Starting Valkey") as step:
            valkey.start()
            step.result = f"port {valkey.port}"
        return valkey.url


@contextlib.contextmanager
def provide_services(
    paths: CheckoutPaths, environ: Mapping[str, str], *, starter: ServiceStarter | None = None, tests: bool = False
) -> Iterator[tuple[dict[str, str], list[EmbeddedServer]]]:
    """Provide PostgreSQL and Redis within the block: those given by the user, else those of `starter`.

    Yield the variables for clients, and the embedded servers for supervision.
    """
    with starter or ServiceStarter(paths, environ) as services:
        services.begin()
        given = {
            name: (environ[name], probe)
            for name, probe in (("DATABASE_URL", DATABASE_PROBE), ("REDIS_URL", REDIS_PROBE))
            if environ.get(name)
        }
        checks = [
            BackgroundWork(partial(check_given_server, paths, name, url, probe, tests=tests))
            for name, (url, probe) in given.items()
        ]
        for check in checks:
            check.get_result()
        yield {**{name: url for name, (url, _probe) in given.items()}, **services.get_urls()}, services.servers


@contextlib.contextmanager
def use_running_or_new_services(paths: CheckoutPaths, environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the variables of the services of a running `./talim run`, else of services started for the block.

    What this process creates from then on is private to its owner.
    """
    keep_new_files_private()
    lock = RunLock(paths.run / "lock")
    if not lock.acquire():
        urls = read_run_state(paths.run / "state.json").get("urls")
        if not urls:
            raise LauncherError(
                "Talim is starting in this checkout.", "Wait until it is ready, then run the command again."
            )
        yield urls
        return
    try:
        end_stray_processes(paths.run / "state.json")
        with provide_services(paths, environ) as (urls, _):
            yield urls
    finally:
        lock.release()


@contextlib.contextmanager
def start_temporary_services(
    paths: CheckoutPaths, environ: Mapping[str, str], *, durable: bool
) -> Iterator[dict[str, str]]:
    """Yield an environment with services in a temporary folder, deleted afterwards. For tests and benches."""
    for left in Path(tempfile.gettempdir()).glob("talim-[0-9]*-*"):
        pid = int(left.name.split("-")[1])
        if get_process_start_ticks(pid) is None and left.stat().st_uid == os.geteuid():
            for name, rough in (("pg", signal.SIGQUIT), ("valkey", signal.SIGTERM)):
                if (left / name).is_dir():
                    end_leftover_processes(left / name, None, rough, rough)
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"talim-{os.getpid()}-"))
    folder.chmod(0o711)
    try:
        starter = ServiceStarter(paths, environ, folder=folder, durable=durable)
        with provide_services(paths, environ, starter=starter, tests=True) as (urls, servers):
            env = build_platform_env(paths, environ, urls)
            doors = (server.socket_folder for server in servers if isinstance(server, EmbeddedPostgres))
            env["TEST_DATABASE_SOCKET"] = str(next(doors, None) or "")
            env["MEDIA_ROOT"] = str(folder / "media")
            env.setdefault("LOG_FORMAT", "console")
            yield env
    finally:
        shutil.rmtree(folder, ignore_errors=True)
