"""`./talim run`, `stop` and `status`."""

import argparse
import os
import signal
import textwrap
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from project.launcher.addresses import LOOPBACK, choose_port, format_url_host, is_loopback, list_reachable_names
from project.launcher.background import BackgroundWork
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import keep_new_files_private
from project.launcher.first_start import People, find_people, refuse_demo
from project.launcher.outbox import Outbox
from project.launcher.platform_processes import StartStep, build_processes, start_processes, wait_until_ready
from project.launcher.processes import end_logged_processes, get_process_start_ticks, send_signal, wait_until
from project.launcher.python_commands import build_platform_env, fetch_models, run_python, without_model_downloads
from project.launcher.python_environment import PythonEnvironment
from project.launcher.run_lock import RunLock, end_stray_processes, read_run_state
from project.launcher.services import ServiceStarter, provide_services
from project.launcher.supervision import Supervisor
from project.launcher.terminal import LauncherError, paint, print_box, print_line

STARTED_AT = time.monotonic()


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


def command_run(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Set up and start everything, play the demo evening, serve until Ctrl-C; --new: an empty centre, not the demo"""
    parser = argparse.ArgumentParser(prog="./talim run", add_help=False)
    parser.add_argument("--host", default=environ.get("HOST") or "127.0.0.1")
    parser.add_argument("--port", type=int, default=int(environ["PORT"]) if environ.get("PORT", "").isdigit() else None)
    parser.add_argument("--no-evening", action="store_true")
    parser.add_argument("--new", action="store_true")
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
    if options.new:
        print_line("   A new centre gets a one-time code at the end: it opens the page where you set the centre up.")
    starter = ServiceStarter(paths, environ, loads_structure=True)
    models: list[BackgroundWork[None]] = []

    def begin() -> None:
        """Start what needs none of the packages; in a first start, while these arrive."""
        starter.begin()
        models.append(BackgroundWork(partial(fetch_models, paths, build_platform_env(paths, environ, {}))))

    with starter, ExitStack() as ending:
        ending.callback(end_logged_processes)  # the models, while they are fetched
        PythonEnvironment(paths, environ, on_servers_installed=begin).ensure(tests=False)
        keep_new_files_private()  # after the environment, which the servers' account reads
        if not models:
            begin()
        with provide_services(paths, environ, starter=starter) as (urls, servers):
            env = build_platform_env(paths, environ, urls)
            address, others = configure_address(env, options.host, port)
            configure_packages(env, port, others=others)
            env.setdefault("LOG_FORMAT", "console")
            env.setdefault("STOP_SECONDS", "7")  # less than the supervisor's patience
            models[0].get_result()
            env = without_model_downloads(env)
            if options.new:
                refuse_demo(paths, environ, env)
            processes = build_processes(paths, env, options.host, port)
            supervisor = Supervisor(processes, servers, state=paths.run / "state.json")
            links = {name: env[name] for name in ("FRONTEND_URL",) if env.get(name)}
            supervisor.facts = {"address": address, "urls": {**urls, **links}, "pid": os.getpid()}
            try:
                serve(paths, supervisor, env, others, has_demo=not options.new, plays_evening=not options.no_evening)
            finally:
                print_line("\n   Stopping …")
                supervisor.stop()


def serve(
    paths: CheckoutPaths,
    supervisor: Supervisor,
    env: dict[str, str],
    others: Sequence[str],
    *,
    has_demo: bool,
    plays_evening: bool,
) -> NoReturn:
    """Migrate, start all processes, play the demo evening, print the addresses; then watch until Ctrl-C.

    `has_demo`: the demo group is made, unless the database holds a centre.
    """
    address = supervisor.facts["address"]
    outbox = Outbox(Path(env.get("OUTBOX_ROOT") or paths.root / "var" / "outbox"))
    migrate = ["migrate", "--no-input", "--skip-checks", "--if-needed"]  # every process checks as it starts
    steps = [StartStep("migrating the database", migrate)]
    demo = start_processes(paths, supervisor, env, steps, has_demo=has_demo)
    wait_until_ready(paths, supervisor, env, address, demo=demo)
    people = find_people(paths, env)
    print_line(f"{paint('ok', '32')} Ready in {time.monotonic() - STARTED_AT:.1f} s: {address}/")
    if people == People.DEMO and plays_evening:
        print_line("   The demo evening begins: pupils send recordings.")
        quiet = {**env, "LOG_LEVEL": "WARNING"}
        status = run_python(paths, ["manage.py", "demo_evening", "--url", address], quiet, watch=supervisor)
        if status:
            print_line(paint(f"!! The demo evening ended with status {status}; the platform goes on serving.", "31"))
    print_start_summary(paths, address, others=others, has_demo=people == People.DEMO)
    if people == People.NOBODY:
        print_line("\n   Making the one-time code.")
        run_python(paths, ["manage.py", "first_run_code", "--url", address], env, watch=supervisor)
    while True:
        supervisor.restart_dead()
        if people == People.DEMO:
            outbox.print_new_sms()
        time.sleep(0.2)


def print_start_summary(
    paths: CheckoutPaths, address: str, *, others: Sequence[str] = (), has_demo: bool = True
) -> None:
    """Print in a box the address, the addresses for other machines, the demo sign-ins and what to try next."""
    lines = [f"Talim serves at {address}/  (Ctrl-C stops everything)"]
    lines += [f"  In the network:  http://{format_url_host(host)}:{urlsplit(address).port}/app/" for host in others]
    demo = read_run_state(paths.root / "var" / "demo.json") if has_demo else {}
    if demo:
        first, *more = textwrap.wrap(", ".join(demo["staff"]), 57)  # boxes fit 80 columns
        lines.append(f"  Log-ins:         {first}")
        lines += [f"                   {line}" for line in more]
        lines += [f"                   {parent}, mother of {demo['pupils'][0]}" for parent in demo.get("parents", [])]
        lines.append(f"                   {demo['pupils'][0]} and {len(demo['pupils']) - 1} other pupils")
        lines.append(f"  Password:        {demo['password']}")
    lines += [
        f"  Pages:           {address}/app/",
        f"  API to try:      {address}/api/v1/docs/",
        f"  Administration:  {address}/admin/",
    ]
    if demo:
        lines.append("  SMS:             appear here, codes too; nothing is sent to a phone")
        lines.append(f"  Once more:       ./talim manage demo_evening --url {address}")
    print_line()
    print_box([*lines, f"  Logs:            {paths.logs}"])


def command_stop(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Stop the `./talim run` of this checkout"""
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
    """Show what runs"""
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
