"""`./talim run`, `stop` and `status`."""

import argparse
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from project.launcher.addresses import LOOPBACK, choose_port, format_url_host, is_loopback, list_reachable_names
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import keep_new_files_private, read_log_tail
from project.launcher.first_start import People, find_people, refuse_demo
from project.launcher.outbox import Outbox
from project.launcher.processes import CommandLine, get_process_start_ticks, send_signal, wait_until
from project.launcher.python_commands import (
    build_platform_env,
    fetch_models,
    run_python,
    run_setup_step,
    without_model_downloads,
)
from project.launcher.python_environment import PythonEnvironment
from project.launcher.run_lock import RunLock, end_stray_processes, read_run_state
from project.launcher.services import provide_services
from project.launcher.supervision import SupervisedProcess, Supervisor
from project.launcher.terminal import LauncherError, ProgressStep, paint, print_line

STARTED_AT = time.monotonic()
READY_PROBE = """
import os, sys, psycopg
with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as link:
    query = "SELECT role FROM jobs_processbeat WHERE ready AND split_part(name, ':', -1) = ANY(%s)"
    print(*(role for (role,) in link.execute(query, [sys.argv[1:]])))
"""


def is_web_ready(address: str) -> bool:
    """Return whether `/api/v1/health/` answers 200."""
    link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=3)
    try:
        link.request("GET", "/api/v1/health/")
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def find_unready_process_roles(paths: CheckoutPaths, supervisor: Supervisor, env: Mapping[str, str]) -> set[str]:
    """Return which of worker, scheduler, speech and media have not yet reported ready in `jobs_processbeat`."""
    running = {c.name: str(c.process.pid) for c in supervisor.children if c.process and c.name != "web"}
    words: CommandLine = [paths.python, "-c", READY_PROBE, *running.values()]
    done = subprocess.run(words, env=dict(env), capture_output=True, text=True, timeout=60)
    return {c.name for c in supervisor.children if c.name not in {"web", "telegram"}} - set(done.stdout.split())


def build_web_command(python: Path, host: str, port: int) -> CommandLine:
    """Return the command of the web process, for REST and sockets."""
    return [python, "manage.py", "web", "--host", host, "--port", str(port)]


def needs_telegram_polling(env: Mapping[str, str]) -> bool:
    """Return whether a Telegram bot is set up without a webhook: then a process must poll for updates."""

    def is_set(name: str) -> bool:
        return bool(env.get(name) or env.get(f"{name}_FILE"))

    return is_set("TELEGRAM_BOT_TOKEN") and not is_set("TELEGRAM_WEBHOOK_SECRET")


def build_processes(paths: CheckoutPaths, env: Mapping[str, str], host: str, port: int) -> list[SupervisedProcess]:
    """Return the platform's processes on this machine, not started yet."""
    commands: dict[str, CommandLine] = {
        "web": build_web_command(paths.python, host, port),
        "worker": [paths.python, "manage.py", "worker"],
        "scheduler": [paths.python, "manage.py", "scheduler"],
        "speech": [paths.python, "manage.py", "speech"],
        "media": [paths.python, "manage.py", "media"],
    }
    if needs_telegram_polling(env):
        commands["telegram"] = [paths.python, "manage.py", "telegram", "--patient"]
    return [SupervisedProcess(name, argv, env, paths.root, paths.get_log_file(name)) for name, argv in commands.items()]


def read_allowed_hosts(env: Mapping[str, str]) -> list[str]:
    """Return the hosts of ALLOWED_HOSTS or ALLOWED_HOSTS_FILE. A missing file is reported by the platform's start."""
    text = env.get("ALLOWED_HOSTS", "")
    if not text and env.get("ALLOWED_HOSTS_FILE"):
        with suppress(OSError, UnicodeDecodeError):
            text = Path(env["ALLOWED_HOSTS_FILE"]).read_text(encoding="utf-8")
    return [part.strip() for part in text.split(",") if part.strip()]


def filter_public_hosts(hosts: Sequence[str]) -> list[str]:
    """Return the hosts by which other machines reach this one: neither `*` nor loopback."""
    bare = [host.lstrip(".").strip("[]") for host in hosts if host != "*"]
    return [host for host in bare if host and not is_loopback(host)]


DEFAULT_LINKS = "http://127.0.0.1:8000"
"""FRONTEND_URL of `.env.example`, where links lead when nobody has chosen."""


def configure_address(env: dict[str, str], host: str, port: int) -> tuple[str, list[str]]:
    """Set ALLOWED_HOSTS, FRONTEND_URL and DEBUG in `env` for the address. Return the local URL and the other hosts.

    Links lead to the address. When other machines are served, DEBUG is off, all their names are allowed, and links lead
    to the first of them. Values that the owner has set stay, unless they lead to this machine only; on this machine
    only FRONTEND_URL's default is replaced.
    """
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    given = read_allowed_hosts(env)
    own = any(not is_loopback(name.strip("[]")) for name in given)
    all_names = list_reachable_names(host) if "*" in given or not own else []
    others = [] if is_loopback(host) else list(dict.fromkeys([*filter_public_hosts(given), *all_names]))
    if given or not env.get("ALLOWED_HOSTS_FILE"):
        hosts = given if own else [format_url_host(name) for name in (*LOOPBACK, *others)]
        env["ALLOWED_HOSTS"] = ",".join([*hosts, format_url_host(local)])
    front = env.get("FRONTEND_URL") or ("" if env.get("FRONTEND_URL_FILE") else DEFAULT_LINKS)
    if front.rstrip("/") == DEFAULT_LINKS or (others and is_loopback(urlsplit(front).hostname or "")):
        env["FRONTEND_URL"] = f"http://{format_url_host(others[0] if others else local)}:{port}"
    env["DEBUG"] = env.get("DEBUG") or env.get("DJANGO_DEBUG") or ("false" if others else "true")
    return f"http://{format_url_host(local)}:{port}", others


PAGES_NAME = "talim.localhost"
"""A name of this machine below which the host of packages is of the same site (`packages.talim.localhost`)."""


def configure_packages(env: dict[str, str], port: int, *, others: Sequence[str]) -> None:
    """Let interactive packages be served on this machine, for pages at PAGES_NAME, unless the owner has said where.

    Other machines do not find that name: with them packages stay off.
    """
    if others or env.get("PACKAGES_ORIGIN") or env.get("PACKAGES_ORIGIN_FILE"):
        return
    env["PACKAGES_ORIGIN"] = f"http://packages.{PAGES_NAME}:{port}"
    env["ALLOWED_HOSTS"] = f"{env['ALLOWED_HOSTS']},{PAGES_NAME}" if env.get("ALLOWED_HOSTS") else PAGES_NAME


MIGRATE_CODE = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
from django.core.management import execute_from_command_line as run
run(["manage.py", "migrate", "--no-input", "--skip-checks"])  # every process checks as it starts
"""
MAKE_DEMO_CODE = 'run(["manage.py", "demo_group"])'  # in one process: starting Django takes most of the time


def command_run(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Set up and start everything, play the demo evening, serve until Ctrl-C; --new: an empty centre, not the demo"""
    parser = argparse.ArgumentParser(prog="./talim run", description=command_run.__doc__)
    parser.add_argument("--host", default=environ.get("HOST") or "127.0.0.1", help="address to serve on (HOST)")
    parser.add_argument("--port", type=int, default=int(environ["PORT"]) if environ.get("PORT", "").isdigit() else None)
    parser.add_argument("--no-evening", action="store_true", help="start and serve without the demo evening")
    parser.add_argument("--new", action="store_true", help="start an empty centre in place of the demo")
    options = parser.parse_args(arguments)
    lock = RunLock(paths.run / "lock")
    if not lock.acquire():
        where = read_run_state(paths.run / "state.json").get("address") or "still starting"
        raise LauncherError(
            f"Talim already runs in this checkout (process {lock.get_holder_pid()}, {where}).",
            "Use that one, or stop it:  ./talim stop",
        )
    end_stray_processes(paths.run / "state.json")
    port = choose_port(options.host, options.port)
    PythonEnvironment(paths, environ).ensure(tests=False)
    keep_new_files_private()  # after the environment, which the servers' account reads
    with provide_services(paths, environ) as (urls, servers):
        env = build_platform_env(paths, environ, urls)
        address, others = configure_address(env, options.host, port)
        configure_packages(env, port, others=others)
        env.setdefault("LOG_FORMAT", "console")
        env.setdefault("STOP_SECONDS", "7")  # less than the supervisor's patience
        fetch_models(paths, env)
        env = without_model_downloads(env)
        if options.new:
            refuse_demo(paths, environ, env)
            run_setup_step(paths, "Migrating the database", ["-c", MIGRATE_CODE], env)
        else:
            code = MIGRATE_CODE + MAKE_DEMO_CODE
            run_setup_step(paths, "Migrating the database, making the demo group", ["-c", code], env)
        people = find_people(paths, env)
        supervisor = Supervisor(
            build_processes(paths, env, options.host, port), servers, state=paths.run / "state.json"
        )
        links = {name: env[name] for name in ("FRONTEND_URL",) if env.get(name)}
        supervisor.facts = {"address": address, "urls": {**urls, **links}, "pid": os.getpid()}
        outbox = Outbox(Path(env.get("OUTBOX_ROOT") or paths.root / "var" / "outbox"))
        try:
            supervisor.start()
            wait_until_ready(paths, supervisor, env, address)
            print_line(f"{paint('ok', '32')} Ready in {time.monotonic() - STARTED_AT:.1f} s: {address}/")
            if people == People.DEMO and not options.no_evening:
                quiet = {**env, "LOG_LEVEL": "WARNING"}
                words: CommandLine = ["manage.py", "demo_evening", "--url", address]
                status = run_python(paths, words, quiet, watch=supervisor)
                if status:
                    print_line(
                        paint(f"!! The demo evening ended with status {status}; the platform goes on serving.", "31")
                    )
            print_start_summary(paths, address, others=others, has_demo=people == People.DEMO)
            if people == People.NOBODY:
                print_line()
                run_python(paths, ["manage.py", "first_run_code", "--url", address], env, watch=supervisor)
            while True:
                supervisor.restart_dead()
                if people == People.DEMO:
                    outbox.print_new_sms()
                time.sleep(0.2)
        finally:
            print_line("\n   Stopping …")
            supervisor.stop()


def wait_until_ready(
    paths: CheckoutPaths, supervisor: Supervisor, env: Mapping[str, str], address: str, patience: float = 180
) -> None:
    """Wait until the web process answers and the others are ready; the speech process loads its models first."""
    deadline = time.monotonic() + patience
    with ProgressStep("Starting web, worker, scheduler, speech and media") as step:
        while True:
            supervisor.restart_dead()
            waiting = find_unready_process_roles(paths, supervisor, env) if is_web_ready(address) else {"web"}
            if not waiting:
                return
            step.show_progress(f"waiting for {', '.join(sorted(waiting))}")
            if time.monotonic() > deadline:
                slow = next(c for c in supervisor.children if c.name in waiting)
                lines = read_log_tail(slow.log, 12, slow.log_offset)
                raise LauncherError(
                    f"The {slow.name} process was not ready after {patience:.0f} s:\n{lines}",
                    f"The whole log is {slow.log}. On a slow machine start again: what was done is kept.",
                )
            time.sleep(0.2)


def print_start_summary(
    paths: CheckoutPaths, address: str, *, others: Sequence[str] = (), has_demo: bool = True
) -> None:
    """Print the address, the addresses for other machines, the demo sign-ins and what to try next."""
    print_line()
    print_line(paint(f"Talim serves at {address}/  (Ctrl-C stops everything)", "1"))
    for host in others:
        print_line(f"  In the network:  http://{format_url_host(host)}:{urlsplit(address).port}/app/")
    demo = read_run_state(paths.root / "var" / "demo.json") if has_demo else {}
    if demo:
        print_line(f"  Log-ins:         {', '.join(demo['staff'])}")
        for parent in demo.get("parents", []):
            print_line(f"                   {parent}, mother of {demo['pupils'][0]}")
        print_line(f"                   {demo['pupils'][0]} and {len(demo['pupils']) - 1} other pupils")
        print_line(f"  Password:        {demo['password']}")
    for line in (
        f"Pages:           {address}/app/",
        f"API to try:      {address}/api/v1/docs/",
        f"Administration:  {address}/admin/",
        *(["SMS:             appear here, codes too; nothing is sent to a phone"] if demo else []),
        *([f"Once more:       ./talim manage demo_evening --url {address}    (second terminal)"] if demo else []),
        f"Logs:            {paths.logs}",
    ):
        print_line(f"  {line}")


def command_stop(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Stop the `./talim run` of this checkout."""
    lock = RunLock(paths.run / "lock")
    if lock.acquire():
        print_line("Talim does not run in this checkout.")
        end_stray_processes(paths.run / "state.json")
        return 0
    pid = lock.get_holder_pid()
    send_signal([pid], signal.SIGTERM)
    if not wait_until(lock.acquire, 40):
        raise LauncherError(f"Process {pid} has not ended after 40 s.", f"Kill it; no data is lost:  kill -9 {pid}")
    print_line("Stopped.")
    return 0


def command_status(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Show what runs."""
    lock = RunLock(paths.run / "lock")
    if lock.acquire():
        print_line("Talim does not run in this checkout. Start it:  ./talim run")
        return 3
    state = read_run_state(paths.run / "state.json")
    where = state.get("address", "an address not yet known: it is starting")
    print_line(f"Talim runs (process {lock.get_holder_pid()}) at {where}")
    for name, (pid, began) in state.get("children", {}).items():
        print_line(f"  {name:<10} {pid}  {'runs' if get_process_start_ticks(pid) == began else 'has ended'}")
    return 0
