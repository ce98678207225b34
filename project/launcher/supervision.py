"""Restarts the platform's processes and the embedded servers when they die."""

import json
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from project.launcher.embedded import EmbeddedServer
from project.launcher.files import read_log_tail
from project.launcher.processes import (
    AdoptedProcess,
    ChildProcess,
    CommandLine,
    get_process_start_ticks,
    signal_process_group,
    spawn_process,
    stop_process,
    wait_until,
)
from project.launcher.terminal import LauncherError, paint, print_line


@dataclass
class RestartPolicy:
    """How long to wait before a dead process is restarted, and when to give up.

    The wait doubles from 0.5 s to 30 s. A process that lived `steady` seconds starts again at 0.5 s. After `quick`
    deaths in a row it is given up.
    """

    max_deaths: int = 5
    steady_seconds: float = 60
    deaths: int = 0

    def get_restart_delay(self, lived: float) -> float | None:
        """Return the seconds to wait after a process died that had lived `lived` seconds; None: give up."""
        self.deaths = 1 if lived >= self.steady_seconds else self.deaths + 1
        if self.deaths >= self.max_deaths:
            return None
        return float(min(0.5 * 2 ** (self.deaths - 1), 30))


@dataclass
class SupervisedProcess:
    """One process of the platform, supervised."""

    name: str
    argv: CommandLine
    env: Mapping[str, str]
    cwd: Path
    log: Path
    policy: RestartPolicy = field(default_factory=RestartPolicy)
    process: ChildProcess | None = None
    started_at: float = 0
    restart_at: float = 0
    log_offset: int = 0

    def start(self) -> None:
        """Start the process; append its output to its log."""
        self.note_log_end()
        with self.log.open("ab") as log:
            self.process = spawn_process(self.argv, env=self.env, log=log, cwd=self.cwd)
        self.started_at = time.monotonic()

    def note_log_end(self) -> None:
        """What its log holds already is not of the next start."""
        self.log_offset = self.log.stat().st_size if self.log.exists() else 0

    def adopt(self, process: AdoptedProcess) -> None:
        """Supervise a process that was forked for this one, and has become a child of the launcher."""
        self.process = process
        self.started_at = time.monotonic()


class Supervisor:
    """Keeps children and embedded servers running: `tick()` often, `stop()` once."""

    def __init__(
        self, children: list[SupervisedProcess], servers: Sequence[EmbeddedServer] = (), *, state: Path | None = None
    ) -> None:
        self.children = children
        self.servers = servers
        self.policies = {server.name: RestartPolicy() for server in servers}
        self.server_started_at = {server.name: time.monotonic() for server in servers}
        self.state = state
        self.facts: dict[str, Any] = {}

    def start(self) -> None:
        """Start every child that does not run yet."""
        for child in self.children:
            if child.process is None:
                child.start()
        self.save_state()

    def save_state(self) -> None:
        """Write the running processes to the state file, so that a later command can end them if this one is killed."""
        if self.state is None:
            return
        pids = {c.name: c.process.pid for c in self.children if c.process and c.process.poll() is None}
        known = {name: [pid, get_process_start_ticks(pid)] for name, pid in pids.items()}
        scratch = self.state.with_suffix(".new")
        scratch.touch(mode=0o600)
        scratch.write_text(json.dumps({**self.facts, "children": known}), encoding="utf-8")
        scratch.rename(self.state)

    def restart_dead(self) -> None:
        """Look once: restart what died and is due. A process that keeps dying is a `LauncherError`."""
        now = time.monotonic()
        for server in self.servers:
            if not server.is_alive():
                if self.policies[server.name].get_restart_delay(now - self.server_started_at[server.name]) is None:
                    raise LauncherError(f"{server.name} keeps dying.", "Read its log under var/log, then start again.")
                print_line(paint(f"!! {server.name} died; starting it again. Its data is kept.", "33"))
                server.start()
                self.server_started_at[server.name] = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.restart_at:
                    child.start()
                    self.save_state()
                continue
            status = child.process.poll()
            if status is None:
                continue
            signal_process_group(child.process.pid, signal.SIGKILL)
            child.process = None
            wait = child.policy.get_restart_delay(now - child.started_at)
            cause = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
            if wait is None:
                raise LauncherError(
                    f"The {child.name} process keeps dying ({cause}):\n"
                    f"{read_log_tail(child.log, 12, child.log_offset)}",
                    f"The whole log is {child.log}. Mend the cause, then start again.",
                )
            again = f"it starts again in {wait:g} s ({child.log})"
            print_line(paint(f"!! The {child.name} process ended ({cause}); {again}", "33"))
            child.restart_at = now + wait

    def stop(self, patience: float = 10) -> None:
        """Stop all processes together; kill their process groups after `patience` seconds."""
        running = [c.process for c in self.children if c.process]
        for process in running:
            if process.poll() is None:
                process.terminate()
        wait_until(lambda: all(p.poll() is not None for p in running), patience)
        for process in running:
            stop_process(process, signal.SIGKILL, 1)
        if self.state:
            self.state.unlink(missing_ok=True)
