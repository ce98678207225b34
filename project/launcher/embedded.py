"""The embedded PostgreSQL and Valkey: private servers whose data survives a crash or `kill -9`."""

import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from project.launcher.files import DISK_FULL_ADVICE, is_disk_full, read_log_tail, read_text, write_private_file
from project.launcher.processes import (
    CURRENT_ACCOUNT,
    CommandLine,
    ServerAccount,
    end_leftover_processes,
    find_free_port,
    spawn_process,
    stop_process,
    wait_until,
)
from project.launcher.terminal import LauncherError


class EmbeddedServer:
    """Base of the two servers: data folder, account, log, one process, the same port after a restart."""

    name = ""
    stop_signal = signal.SIGTERM  # stops it gracefully

    def __init__(
        self, data: Path, *, password: str, log: Path, owner: ServerAccount = CURRENT_ACCOUNT, durable: bool = True
    ) -> None:
        self.data = data
        self.password = password
        self.log = log
        self.owner = owner
        self.durable = durable
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._spawning = threading.Lock()
        self._is_stopped_for_good = False

    @property
    def pid(self) -> int:
        """The process id of the server, or of the program that makes its data; 0 while neither was started."""
        return self.process.pid if self.process else 0

    def start(self) -> None:
        """Start the server, on its former port if it had one. Return when it answers."""
        raise NotImplementedError

    def is_alive(self) -> bool:
        """Return whether the started process still runs."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Stop it gracefully. Do nothing when it does not run."""
        if self.process:
            stop_process(self.process, self.stop_signal, 20)
            self.process = None

    def stop_for_good(self) -> None:
        """Stop it, also while another thread starts it. It cannot be started again."""
        with self._spawning:
            self._is_stopped_for_good = True
        self.stop()

    def kill(self) -> None:
        """Kill it with SIGKILL; for tests."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def launch(self, argv: CommandLine, ready: Callable[[], bool], patience: float) -> None:
        """Start `argv` and wait until `ready()`. Try another port when this one was taken meanwhile."""
        for attempt in range(4):
            self.port = self.port if attempt == 0 and self.port else find_free_port()
            since = self.log.stat().st_size if self.log.exists() else 0
            with self.log.open("ab") as log:
                process = self._spawn([str(a).replace("{port}", str(self.port)) for a in argv], log, self.stop_signal)
            if wait_until(lambda: not self.is_alive() or ready(), patience) and self.is_alive():
                return
            stop_process(process, self.stop_signal, 5)
            lines = read_log_tail(self.log, 8, since)
            if not re.search(r"Address already in use|could not bind|Failed listening", lines):
                break
        raise LauncherError(f"{self.name} did not start ({self.log}):\n{lines}", *explain_server_failure(lines))

    def _spawn(self, argv: CommandLine, log: IO[bytes], death_signal: int) -> subprocess.Popen[bytes]:
        """Start the server, or the program that makes its data. `stop` ends either."""
        with self._spawning:
            if self._is_stopped_for_good:
                raise LauncherError(f"{self.name} was stopped while it started.", "Run the command again.")
            self.process = spawn_process(
                argv,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
                log=log,
                cwd="/",
                death_signal=death_signal,
                owner=self.owner,
            )
            return self.process


def explain_server_failure(log_lines: str) -> list[str]:
    """Return advice for a server that did not start, from its last log lines."""
    if is_disk_full(log_lines):
        return [DISK_FULL_ADVICE]
    if "Permission denied" in log_lines:
        return ["Its data folder is not its own: run the command as the user who ran it first."]
    if "shared memory" in log_lines:
        return ["The system gives too little shared memory; in a container raise it (docker run --shm-size=256m)."]
    if "Bad file format" in log_lines:
        return ["The queue's file is damaged. It holds nothing that Postgres does not know: remove var/valkey."]
    return ["Read the log named above, then run the command again. The data stays where it is."]


MAX_SOCKET_PATH_BYTES = 103
"""Longest path of a Unix socket (sun_path) on every system: 103 bytes on macOS, 107 on Linux."""


class EmbeddedPostgres(EmbeddedServer):
    """PostgreSQL on a loopback port with a password, with its data in `data_commands`.

    It starts again after `kill -9` of itself or of the launcher: a lock file is trusted only when the process that
    wrote it still runs in the data folder, because the process id may belong to another process by now.
    """

    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast" shutdown: does not wait for clients to leave

    def __init__(self, data: Path, *, programs: Path | None, **rest: Any) -> None:
        super().__init__(data, **rest)
        if programs is None:
            raise LauncherError(
                f"No PostgreSQL programs were found for {platform.system()} {platform.machine()}.",
                "Install a server (sudo apt-get install -y postgresql), or name a running one: DATABASE_URL=postgres://…",
            )
        self.programs = programs

    @property
    def url(self) -> str:
        """The URL for clients, with the password."""
        return f"postgres://talim:{self.password}@127.0.0.1:{self.port}/talim"

    @property
    def socket_folder(self) -> Path | None:
        """The folder of its Unix socket; None for durable data or when the path is too long for a socket."""
        fits = len(os.fsencode(self.data / ".s.PGSQL.65535")) <= MAX_SOCKET_PATH_BYTES and "," not in str(self.data)
        return self.data if fits and not self.durable else None

    def get_major_version(self) -> int:
        """Return the major version of the programs."""
        out = subprocess.run(
            [self.programs / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
        match = re.search(r"\) (\d+)", out)
        assert match, out
        return int(match.group(1))

    def start(self) -> None:
        """Create the data if there is none, start the server, and return when it accepts queries."""
        if not (self.data / "PG_VERSION").exists():
            self._create_data()
        self._check_data_version()
        self._end_earlier_server()
        settings = ["listen_addresses=127.0.0.1", "port={port}", "timezone=UTC"]
        settings += [f"unix_socket_directories={self.socket_folder or ''}"]
        settings += ["max_connections=200", "shared_buffers=128MB", "log_timezone=UTC"]
        if not self.durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        words: CommandLine = [self.programs / "postgres", "-D", self.data]
        self.launch([*words, *(f"-c{setting}" for setting in settings)], self._is_ready, 180)
        if self.run_sql("postgres", "SELECT 1 FROM pg_database WHERE datname = 'talim'") == "":
            self.run_sql("postgres", "CREATE DATABASE talim")

    def run_sql(self, database: str, statement: str) -> str:
        """Run one statement with psql and return its output (unaligned)."""
        return self._run_psql(database, "-c", statement)

    def run_file(self, database: str, file: Path) -> None:
        """Run a file of statements with psql, in one transaction."""
        # Bodies of functions name tables that come later in the file.
        self._run_psql(database, "-1", "-c", "SET check_function_bodies = off", "-f", file)

    def _run_psql(self, database: str, *arguments: str | Path) -> str:
        flags = f"-X -A -t -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p {self.port} -U talim -d {database}"
        words: CommandLine = [self.programs / "psql", *flags.split(), *arguments]
        since = self.log.stat().st_size
        done = subprocess.run(
            words, env={"PATH": os.environ.get("PATH", ""), "PGPASSWORD": self.password}, capture_output=True, text=True
        )
        if done.returncode:
            lines = read_log_tail(self.log, 12, since)  # a full disk may end the server, and psql knows nothing of it
            advice = DISK_FULL_ADVICE if is_disk_full(done.stderr + lines) else f"Read {self.log}."
            raise LauncherError(f"PostgreSQL refused: {done.stderr.strip()}\n{lines}".rstrip(), advice)
        return done.stdout.strip()

    def _create_data(self) -> None:
        """Run initdb in a temporary folder, then rename it: an interruption leaves no partial data."""
        scratch = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700, parents=True)
        self.owner.take_ownership(scratch)
        password = self.data.with_name(self.data.name + ".password")
        write_private_file(password, self.password + "\n")
        self.owner.take_ownership(password)
        major = self.get_major_version()
        locale = ["--locale=C.UTF-8"]
        if major >= 18:  # Unicode case rules without ICU: PG_UNICODE_FAST came with 18
            locale = ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C"]
        words: CommandLine = [self.programs / "initdb", "-D", scratch, "-U", "talim", "--encoding=UTF8", *locale]
        words += ["--auth=scram-sha-256", f"--pwfile={password}", *([] if self.durable else ["--no-sync"])]
        try:
            with self.log.open("ab") as log:
                since = log.tell()
                process = self._spawn(words, log, signal.SIGTERM)
                try:
                    status = process.wait()
                finally:
                    stop_process(process, signal.SIGTERM, 5)
        finally:
            password.unlink(missing_ok=True)
        if status:
            lines = read_log_tail(self.log, 8, since)
            raise LauncherError(
                f"PostgreSQL's data could not be made ({self.log}):\n{lines}", *explain_server_failure(lines)
            )
        if self.data.exists():
            self.data.rmdir()
        scratch.rename(self.data)

    def _check_data_version(self) -> None:
        kept, mine = int((self.data / "PG_VERSION").read_text().strip()), self.get_major_version()
        if kept == mine:
            return
        raise LauncherError(
            f"The data in {self.data} was written by PostgreSQL {kept}; the programs here are of {mine}.",
            "Nothing was changed. To take the data along:",
            f"1. go back to the release that ran PostgreSQL {kept}; write it out:  ./talim dump talim.dump",
            f"2. come back here and put the old data aside:  mv {self.data} {self.data}.{kept}",
            "3. read it in:  ./talim restore talim.dump",
        )

    def _read_lock_file(self) -> list[str]:
        return read_text(self.data / "postmaster.pid").splitlines()

    def _end_earlier_server(self) -> None:
        """End a server that an earlier command left running, and remove the lock file of a dead one."""
        first = (self._read_lock_file() or [""])[0].strip()
        end_leftover_processes(self.data, int(first) if first.isdigit() else None, signal.SIGINT, signal.SIGQUIT)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _is_ready(self) -> bool:
        lines = self._read_lock_file()  # line 1: the pid; line 8: its status (src/include/utils/pidfile.h)
        return len(lines) >= 8 and lines[0].strip() == str(self.pid) and lines[7].strip() == "ready"


class EmbeddedValkey(EmbeddedServer):
    """Valkey (or Redis) on a loopback port with a password, with an append-only file in `data_commands`."""

    name = "Valkey"

    def __init__(self, data: Path, *, program: Path | None, **rest: Any) -> None:
        super().__init__(data, **rest)
        if program is None:
            raise LauncherError(
                f"No Valkey or Redis program was found for {platform.system()} {platform.machine()}.",
                "Install one (sudo apt-get install -y redis-server), or name a running one: REDIS_URL=redis://…",
            )
        self.program = program

    @property
    def url(self) -> str:
        """The URL for clients, with the password."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server with its data, if any. Return when it answers."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.owner.take_ownership(self.data)
        end_leftover_processes(self.data, None, signal.SIGTERM, signal.SIGTERM)
        config = self.data.with_name(self.data.name + ".conf")
        lines = [
            "bind 127.0.0.1",
            f"requirepass {self.password}",
            f'dir "{self.data}"',
            "daemonize no",
            'save ""',
            f"appendonly {'yes' if self.durable else 'no'}",
            "appendfsync everysec",
            "maxmemory-policy noeviction",
            "databases 16",
        ]
        write_private_file(config, "\n".join(lines) + "\n")
        self.owner.take_ownership(config)
        self.launch([self.program, config, "--port", "{port}"], self._is_ready, 60)

    def _is_ready(self) -> bool:
        return "PONG" in self.command("PING")

    def command(self, *words: str) -> str:
        """Send one inline command (RESP) and return the raw answer; empty when the server does not answer."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
                link.sendall(f"AUTH {self.password}\r\n{' '.join(words)}\r\nQUIT\r\n".encode())
                answer = b""
                while chunk := link.recv(65536):
                    answer += chunk
        except OSError:
            return ""
        return answer.decode(errors="replace").removeprefix("+OK\r\n").removesuffix("+OK\r\n")
