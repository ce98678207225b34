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

from project.launcher.addresses import LOOPBACK, choose_port, in_url, is_loopback, reached_by
from project.launcher.calls import call, fetch_models, offline, platform_env, run_step
from project.launcher.environment import Environment
from project.launcher.files import tail
from project.launcher.places import Places
from project.launcher.processes import Words, send, start_time, wait_for
from project.launcher.run_lock import RunLock, end_strays, read_state
from project.launcher.services import services
from project.launcher.supervision import Child, Supervisor
from project.launcher.talking import Problem, Step, paint, say

STARTED = time.monotonic()
READY_PROBE = """
import os, sys, psycopg
with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as link:
    query = "SELECT role FROM jobs_processbeat WHERE ready AND split_part(name, ':', -1) = ANY(%s)"
    print(*(role for (role,) in link.execute(query, [sys.argv[1:]])))
"""


def answers(address: str) -> bool:
    """Return whether `/api/v1/health/` answers 200."""
    link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=3)
    try:
        link.request("GET", "/api/v1/health/")
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def missing_roles(places: Places, supervisor: Supervisor, env: Mapping[str, str]) -> set[str]:
    """Return which of worker, scheduler and speech have not yet reported ready in `jobs_processbeat`."""
    running = {c.name: str(c.process.pid) for c in supervisor.children if c.process and c.name != "web"}
    words: Words = [places.python, "-c", READY_PROBE, *running.values()]
    done = subprocess.run(words, env=dict(env), capture_output=True, text=True, timeout=60)
    return {c.name for c in supervisor.children if c.name not in {"web", "telegram"}} - set(done.stdout.split())


def web_command(python: Path, host: str, port: int) -> Words:
    """Return the command of the web process, for REST and sockets."""
    return [python, "manage.py", "web", "--host", host, "--port", str(port)]


def asks_telegram(env: Mapping[str, str]) -> bool:
    """Return whether a Telegram bot is set up without a webhook: then a process must poll for updates."""

    def is_set(name: str) -> bool:
        return bool(env.get(name) or env.get(f"{name}_FILE"))

    return is_set("TELEGRAM_BOT_TOKEN") and not is_set("TELEGRAM_WEBHOOK_SECRET")


def children_of(places: Places, env: Mapping[str, str], host: str, port: int) -> list[Child]:
    """Return the platform's processes on this machine, not started yet."""
    commands: dict[str, Words] = {
        "web": web_command(places.python, host, port),
        "worker": [places.python, "manage.py", "worker"],
        "scheduler": [places.python, "manage.py", "scheduler"],
        "speech": [places.python, "manage.py", "speech"],
    }
    if asks_telegram(env):
        commands["telegram"] = [places.python, "manage.py", "telegram", "--patient"]
    return [Child(name, argv, env, places.root, places.log(name)) for name, argv in commands.items()]


def given_hosts(env: Mapping[str, str]) -> list[str]:
    """Return the hosts of ALLOWED_HOSTS or ALLOWED_HOSTS_FILE. A missing file is reported by the platform's start."""
    text = env.get("ALLOWED_HOSTS", "")
    if not text and env.get("ALLOWED_HOSTS_FILE"):
        with suppress(OSError, UnicodeDecodeError):
            text = Path(env["ALLOWED_HOSTS_FILE"]).read_text(encoding="utf-8")
    return [part.strip() for part in text.split(",") if part.strip()]


def named(given: Sequence[str]) -> list[str]:
    """Return the hosts by which other machines reach this one: neither `*` nor loopback."""
    bare = [host.lstrip(".").strip("[]") for host in given if host != "*"]
    return [host for host in bare if host and not is_loopback(host)]


def serve_on(env: dict[str, str], host: str, port: int) -> tuple[str, list[str]]:
    """Set ALLOWED_HOSTS, FRONTEND_URL and DEBUG in `env` for the address. Return the local URL and the other hosts.

    When other machines are served, DEBUG is off, all their names are allowed, and links lead to the first of them.
    Values that the owner has set stay, unless they lead to this machine only.
    """
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    given = given_hosts(env)
    own = any(not is_loopback(name.strip("[]")) for name in given)
    all_names = reached_by(host) if "*" in given or not own else []
    others = [] if is_loopback(host) else list(dict.fromkeys([*named(given), *all_names]))
    if given or not env.get("ALLOWED_HOSTS_FILE"):
        hosts = given if own else [in_url(name) for name in (*LOOPBACK, *others)]
        env["ALLOWED_HOSTS"] = ",".join([*hosts, in_url(local)])
    if others and is_loopback(urlsplit(env.get("FRONTEND_URL", "")).hostname or "localhost"):
        env["FRONTEND_URL"] = f"http://{in_url(others[0])}:{port}"
    env["DEBUG"] = env.get("DEBUG") or ("false" if others else "true")
    return f"http://{in_url(local)}:{port}", others


PREPARE = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
from django.core.management import execute_from_command_line as run
run(["manage.py", "migrate", "--no-input"])
run(["manage.py", "demo_group"])
"""  # in one process: starting Django takes most of the time


def command_run(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Set up and start everything, play the demo evening, serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="./talim run", description=command_run.__doc__)
    parser.add_argument("--host", default=environ.get("HOST") or "127.0.0.1", help="address to serve on (HOST)")
    parser.add_argument("--port", type=int, default=int(environ["PORT"]) if environ.get("PORT", "").isdigit() else None)
    parser.add_argument("--no-evening", action="store_true", help="start and serve without the demo evening")
    options = parser.parse_args(arguments)
    lock = RunLock(places.run / "lock")
    if not lock.take():
        where = read_state(places.run / "state.json").get("address") or "still starting"
        raise Problem(
            f"Talim already runs in this checkout (process {lock.holder()}, {where}).",
            "Use that one, or stop it:  ./talim stop",
        )
    end_strays(places.run / "state.json")
    port = choose_port(options.host, options.port)
    Environment(places, environ).ensure(tests=False)
    with services(places, environ) as (urls, servers):
        env = platform_env(places, environ, urls)
        address, others = serve_on(env, options.host, port)
        env.setdefault("LOG_FORMAT", "console")
        env.setdefault("STOP_SECONDS", "7")  # less than the supervisor's patience
        fetch_models(places, env)
        env = offline(env)
        run_step(places, "Migrating the database, making the demo group", ["-c", PREPARE], env)
        supervisor = Supervisor(children_of(places, env, options.host, port), servers, state=places.run / "state.json")
        supervisor.facts = {"address": address, "urls": urls, "pid": os.getpid()}
        try:
            supervisor.start()
            wait_until_ready(places, supervisor, env, address)
            say(f"{paint('ok', '32')} Ready in {time.monotonic() - STARTED:.1f} s: {address}/")
            if not options.no_evening:
                quiet = {**env, "LOG_LEVEL": "WARNING"}
                words: Words = ["manage.py", "demo_evening", "--url", address]
                status = call(places, words, quiet, watch=supervisor)
                if status:
                    say(
                        paint(
                            f"!! The demo evening ended with status {status}; the platform goes on serving.",
                            "31",
                        )
                    )
            closing_words(places, address, others=others)
            while True:
                supervisor.tick()
                time.sleep(0.2)
        finally:
            say("\n   Stopping …")
            supervisor.stop()


def wait_until_ready(
    places: Places, supervisor: Supervisor, env: Mapping[str, str], address: str, patience: float = 180
) -> None:
    """Wait until the web process answers and the others are ready; the speech process loads its models first."""
    deadline = time.monotonic() + patience
    with Step("Starting web, worker, scheduler and speech") as step:
        while True:
            supervisor.tick()
            waiting = missing_roles(places, supervisor, env) if answers(address) else {"web"}
            if not waiting:
                return
            step.show(f"waiting for {', '.join(sorted(waiting))}")
            if time.monotonic() > deadline:
                slow = next(c for c in supervisor.children if c.name in waiting)
                lines = tail(slow.log, 12, slow.since)
                raise Problem(
                    f"The {slow.name} process was not ready after {patience:.0f} s:\n{lines}",
                    f"The whole log is {slow.log}. On a slow machine start again: what was done is kept.",
                )
            time.sleep(0.2)


def closing_words(places: Places, address: str, *, others: Sequence[str] = ()) -> None:
    """Print the address, the addresses for other machines, the demo sign-ins and what to try next."""
    say()
    say(paint(f"Talim serves at {address}/  (Ctrl-C stops everything)", "1"))
    for host in others:
        say(f"  In the network:  http://{in_url(host)}:{urlsplit(address).port}/app/")
    demo = read_state(places.root / "var" / "demo.json")
    if demo:
        say(f"  Log-ins:         {', '.join(demo['staff'])}")
        say(f"                   {demo['pupils'][0]} and {len(demo['pupils']) - 1} other pupils")
        say(f"  Password:        {demo['password']}")
    for line in (
        f"Pages:           {address}/app/",
        f"API to try:      {address}/api/v1/docs/",
        f"Administration:  {address}/admin/",
        f"Once more:       ./talim manage demo_evening --url {address}    (second terminal)",
        f"Logs:            {places.logs}",
    ):
        say(f"  {line}")


def command_stop(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Stop the `./talim run` of this checkout."""
    lock = RunLock(places.run / "lock")
    if lock.take():
        say("Talim does not run in this checkout.")
        end_strays(places.run / "state.json")
        return 0
    pid = lock.holder()
    send([pid], signal.SIGTERM)
    if not wait_for(lock.take, 40):
        raise Problem(f"Process {pid} has not ended after 40 s.", f"Kill it; no data is lost:  kill -9 {pid}")
    say("Stopped.")
    return 0


def command_status(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Show what runs."""
    lock = RunLock(places.run / "lock")
    if lock.take():
        say("Talim does not run in this checkout. Start it:  ./talim run")
        return 3
    state = read_state(places.run / "state.json")
    where = state.get("address", "an address not yet known: it is starting")
    say(f"Talim runs (process {lock.holder()}) at {where}")
    for name, (pid, began) in state.get("children", {}).items():
        say(f"  {name:<10} {pid}  {'runs' if start_time(pid) == began else 'has ended'}")
    return 0
