"""Provides PostgreSQL and Redis: given by the user, of a running `./talim run`, or embedded ones."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.parse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.embedded import EmbeddedPostgres, EmbeddedServer, EmbeddedValkey
from project.launcher.files import keep_new_files_private
from project.launcher.processes import end_leftover_processes, get_process_start_ticks
from project.launcher.python_commands import build_platform_env
from project.launcher.run_lock import RunLock, end_stray_processes, read_run_state
from project.launcher.server_home import ServerHome, ServerPrograms
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


@contextlib.contextmanager
def provide_services(
    paths: CheckoutPaths,
    environ: Mapping[str, str],
    *,
    folder: Path | None = None,
    durable: bool = True,
    tests: bool = False,
) -> Iterator[tuple[dict[str, str], list[EmbeddedServer]]]:
    """Provide PostgreSQL and Redis within the block: those given by the user, else embedded ones.

    Yield the variables for clients, and the embedded servers for supervision. `folder` keeps their data (default:
    `var/`).
    """
    home = ServerHome(paths)
    folder = folder or home.folder
    urls: dict[str, str] = {}
    servers: list[EmbeddedServer] = []
    for name in ("DATABASE_URL", "REDIS_URL"):
        if (environ.get(f"{name}_FILE") or environ.get("SECRETS_FOLDER")) and not environ.get(name):
            raise LauncherError(
                f"{name} is said to lie in a file, which this command does not read: "
                "it would start servers of its own.",
                f"Give the address itself ({name}=…), or use manage.py in the environment of the services.",
            )
    if given := environ.get("DATABASE_URL"):
        check_given_server(paths, "DATABASE_URL", given, DATABASE_PROBE, tests=tests)
        urls["DATABASE_URL"] = given
    if given := environ.get("REDIS_URL"):
        check_given_server(paths, "REDIS_URL", given, REDIS_PROBE, tests=tests)
        urls["REDIS_URL"] = given
    programs = home.find_programs() if len(urls) < 2 else ServerPrograms(None, None)
    common: dict[str, Any] = {"owner": home.owner, "durable": durable}
    try:
        if "DATABASE_URL" not in urls:
            first = not (folder / "pg" / "PG_VERSION").exists()
            with ProgressStep("Creating and starting PostgreSQL" if first else "Starting PostgreSQL") as step:
                postgres = EmbeddedPostgres(
                    folder / "pg",
                    programs=programs.postgres,
                    password=paths.get_secret("postgres"),
                    log=paths.get_log_file("postgres"),
                    **common,
                )
                servers.append(postgres)
                postgres.start()
                step.result = f"version {postgres.get_major_version()}, port {postgres.port}"
            urls["DATABASE_URL"] = postgres.url
        if "REDIS_URL" not in urls:
            with ProgressStep("Starting Valkey") as step:
                valkey = EmbeddedValkey(
                    folder / "valkey",
                    program=programs.valkey,
                    password=paths.get_secret("valkey"),
                    log=paths.get_log_file("valkey"),
                    **common,
                )
                servers.append(valkey)
                valkey.start()
                step.result = f"port {valkey.port}"
            urls["REDIS_URL"] = valkey.url
        yield urls, servers
    finally:
        for server in reversed(servers):
            server.stop()


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
        with provide_services(paths, environ, folder=folder, durable=durable, tests=True) as (urls, servers):
            env = build_platform_env(paths, environ, urls)
            doors = (server.socket_folder for server in servers if isinstance(server, EmbeddedPostgres))
            env["TEST_DATABASE_SOCKET"] = str(next(doors, None) or "")
            env["MEDIA_ROOT"] = str(folder / "media")
            env.setdefault("LOG_FORMAT", "console")
            yield env
    finally:
        shutil.rmtree(folder, ignore_errors=True)
