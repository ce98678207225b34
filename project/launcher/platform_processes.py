"""Starts the platform's processes, and waits until they serve."""

import http.client
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from project.launcher.background import BackgroundWork
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import read_log_tail
from project.launcher.processes import (
    AdoptedProcess,
    ChildProcess,
    CommandLine,
    adopt_orphans,
    run_logged,
    spawn_process,
    stop_process,
)
from project.launcher.python_commands import explain_failed_step
from project.launcher.supervision import SupervisedProcess, Supervisor
from project.launcher.terminal import LauncherError, ProgressStep

PRELOADED = {
    "web": ["project.management.commands.web", "project.urls", "project.asgi"],
    "demo": ["project.management.commands.demo_group"],
}
"""Modules that a process imports while the database is migrated. They start no threads and open no connections."""
READY_PROBE = """
import os, sys, psycopg
query = "SELECT role FROM jobs_processbeat WHERE ready AND split_part(name, ':', -1) = ANY(%s)"
try:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, connect_timeout=5) as link:
        link.execute("SET statement_timeout = '5s'")
        for line in sys.stdin:
            print(*(role for (role,) in link.execute(query, [line.split()])), flush=True)
except psycopg.Error as error:
    sys.exit(" ".join(str(error).split()))
"""


PROBE_PAUSE_SECONDS = 1.0


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


@dataclass(frozen=True)
class StartStep:
    """A management command that runs before the processes."""

    title: str
    words: list[str]


def start_processes(
    paths: CheckoutPaths, supervisor: Supervisor, env: Mapping[str, str], steps: Sequence[StartStep], *, has_demo: bool
) -> BackgroundWork[None] | None:
    """Run `steps`, then start all processes of the supervisor in one go. See `project.process_starter`.

    With a demo return the work that completes the demo group, beside the others. Raise LauncherError when a step fails;
    no process runs then.
    """
    demo_log = paths.get_log_file("demo")
    demo_since = demo_log.stat().st_size
    demo_argv: CommandLine = [paths.python, "manage.py", "demo_group"]
    commands = [(child.name, child.argv, child.log) for child in supervisor.children]
    if has_demo:
        commands.append(("demo", demo_argv, demo_log))
    processes = [
        {"name": name, "words": argv[2:], "log": str(log), "preload": PRELOADED.get(name, [])}
        for name, argv, log in commands
    ]
    for child in supervisor.children:
        child.note_log_end()
    forked: dict[str, AdoptedProcess] = {}
    try:
        _run_starter(paths, env, steps, processes, forked)
        for child in supervisor.children:
            if child.name in forked:
                child.adopt(forked[child.name])
        supervisor.start()
    except BaseException:
        for process in forked.values():
            with suppress(ChildProcessError):  # it ended with the starter
                stop_process(process, signal.SIGKILL, 1)
        raise
    if not has_demo:
        return None
    with demo_log.open("ab") as log:
        demo: ChildProcess = forked.get("demo") or spawn_process(demo_argv, env=env, log=log, cwd=paths.root)

    def make_demo() -> None:
        if status := demo.wait():
            raise explain_failed_step("Making the demo group", demo_log, demo_since, status)

    return BackgroundWork(make_demo)


def _run_starter(
    paths: CheckoutPaths,
    env: Mapping[str, str],
    steps: Sequence[StartStep],
    processes: Sequence[Mapping[str, object]],
    forked: dict[str, AdoptedProcess],
) -> None:
    """Run `steps` and fork `processes` into `forked`: none where the system gives no orphans to this process.

    When this is interrupted, `forked` has those that were forked already.
    """
    log = paths.get_log_file("setup")
    since = log.stat().st_size
    title = "Preparing the database and the processes"
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    try:
        with ProgressStep(title) as step, adopt_orphans() as can_adopt:
            step.show_progress("loading Django")
            order = {
                "steps": [asdict(one) for one in steps],
                "processes": processes if can_adopt else [],
                "report": writer,
            }
            words: CommandLine = [paths.python, "-m", "project.process_starter", json.dumps(order)]
            try:
                status = run_logged(
                    words, step=step, log=log, env=env, cwd=paths.root, on_line=_read_step_title, pass_fds=[writer]
                )
            finally:
                with suppress(BlockingIOError):  # nothing was forked
                    for line in os.read(reader, 65536).decode().splitlines():
                        name, pid = line.split()
                        forked[name] = AdoptedProcess(int(pid))
            if status:
                raise explain_failed_step(title, log, since, status)
    finally:
        os.close(reader)
        os.close(writer)


def _read_step_title(line: str) -> str:
    return line.removeprefix("step ") if line.startswith("step ") else ""


class ReadyProbe:
    """Asks the database which processes have reported ready, by one process that stays connected.

    `fault`: why the database did not answer last time, else "".
    """

    def __init__(self, paths: CheckoutPaths, env: Mapping[str, str]) -> None:
        self.fault = ""
        self._words: CommandLine = [paths.python, "-c", READY_PROBE]
        self._env = dict(env)
        self._process: subprocess.Popen[str] | None = None
        self._ended_at = -PROBE_PAUSE_SECONDS

    def __enter__(self) -> "ReadyProbe":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()

    def find_ready_roles(self, pids: Iterable[int]) -> set[str]:
        """Return the roles of those processes that are ready; none while the database does not answer."""
        if self._process is None:
            if time.monotonic() < self._ended_at + PROBE_PAUSE_SECONDS:
                return set()
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                self._words, env=self._env, stdin=pipe, stdout=pipe, stderr=pipe, text=True
            )
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{' '.join(map(str, pids))}\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        self.fault = ""
        if not answer:
            _, errors = self._process.communicate()
            self.fault = errors.strip().rpartition("\n")[2] or "it gave no answer"
            self._process, self._ended_at = None, time.monotonic()
        return set(answer.split())


def wait_until_ready(
    paths: CheckoutPaths,
    supervisor: Supervisor,
    env: Mapping[str, str],
    address: str,
    *,
    demo: BackgroundWork[None] | None = None,
    patience: float = 180,
) -> None:
    """Wait until the web process answers and the others are ready; the speech process loads its models first.

    With `demo`, also until the demo group is complete.
    """
    deadline = time.monotonic() + patience
    names = [child.name for child in supervisor.children]
    reporting = set(names) - {"web", "telegram"}
    title = f"Starting {', '.join(names[:-1])} and {names[-1]}"
    was_web_ready = False
    with ProgressStep(title) as step, ReadyProbe(paths, env) as probe:
        while True:
            supervisor.restart_dead()
            pids = [child.process.pid for child in supervisor.children if child.process and child.name in reporting]
            waiting = reporting - probe.find_ready_roles(pids)
            was_web_ready = was_web_ready or is_web_ready(address)
            if not was_web_ready:
                waiting.add("web")
            is_demo_ready = demo is None or demo.has_ended()
            if not waiting and is_demo_ready:
                return
            awaited = sorted(waiting) + ([] if is_demo_ready else ["the demo group"])
            step.show_progress(f"waiting for {', '.join(awaited)}")
            if waiting and time.monotonic() > deadline:
                if probe.fault:
                    raise LauncherError(
                        f"The database does not say which processes are ready: {probe.fault}",
                        "Mend what that says, then start again: what was done is kept.",
                    )
                slow = next(c for c in supervisor.children if c.name in waiting)
                lines = read_log_tail(slow.log, 12, slow.log_offset)
                raise LauncherError(
                    f"The {slow.name} process was not ready after {patience:.0f} s:\n{lines}",
                    f"The whole log is {slow.log}. On a slow machine start again: what was done is kept.",
                )
            time.sleep(0.2)
