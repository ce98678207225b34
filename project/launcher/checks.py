"""`./talim lint`, whose checks run in parallel, and `./talim docs`."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from project.launcher.calls import call
from project.launcher.environment import Environment
from project.launcher.places import Places
from project.launcher.processes import Words, spawn, stop_process
from project.launcher.services import temporary_services
from project.launcher.talking import paint, say


def command_lint(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Check style, types, the order of imports, migrations, translations and the subjects of commits."""
    Environment(places, environ).ensure(tests=True)
    checks: dict[str, Words] = {  # the slowest first
        "types": ["-m", "mypy"],
        "platform": ["-m", "project.lint"],
        "documents": ["-m", "project.reference.site"],
        "commits": ["-m", "project.commits"],
        "imports": ["-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c([]))"],
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
    }
    with temporary_services(places, environ, durable=False) as env:
        commands = {name: [places.python, *words] for name, words in checks.items()}
        failed = run_beside(commands, env=env, cwd=places.root, at_once=os.cpu_count() or 2)
    if failed:
        say(paint(f"Not clean: {', '.join(failed)}", "31"))
        return 1
    say(paint("All clean.", "32"))
    return 0


def run_beside(commands: Mapping[str, Words], *, env: Mapping[str, str], cwd: Path, at_once: int) -> list[str]:
    """Run commands in parallel, started in their order. Return the names of those that failed.

    The output and errors of each command are printed together under its name when it has ended.
    """
    waiting, failed = list(commands), []
    running: dict[str, tuple[subprocess.Popen[bytes], IO[bytes]]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                name = waiting.pop(0)
                log = tempfile.TemporaryFile()  # noqa: SIM115 - open until the command has ended
                running[name] = (spawn(commands[name], env=env, log=log.fileno(), cwd=cwd), log)
            ended = [name for name, (process, _) in running.items() if process.poll() is not None]
            for name in ended:
                process, out = running.pop(name)
                with out:
                    out.seek(0)
                    output = out.read().decode(errors="replace")
                say(paint(f"== {name}", "1") + f"\n{output}".rstrip("\n"))
                if process.returncode:
                    failed.append(name)
            if not ended:
                time.sleep(0.05)
    finally:
        for process, out in running.values():
            stop_process(process, signal.SIGTERM, 5)
            out.close()
    return [name for name in commands if name in failed]


def command_docs(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Build the documents into var/site and check every link: ./talim docs [--serve]"""
    Environment(places, environ).ensure(tests=True)
    return call(places, ["-m", "project.reference.site", *arguments], dict(environ))
