"""`./talim lint`, whose checks run in parallel, `./talim generate`, `./talim size` and `./talim docs`."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.client_builds import command_assets
from project.launcher.machine import has_program
from project.launcher.processes import CommandLine, spawn_process, stop_process
from project.launcher.python_commands import run_python
from project.launcher.python_environment import PythonEnvironment
from project.launcher.services import start_temporary_services
from project.launcher.terminal import paint, print_line
from project.launcher.test_commands import TEST_WORKERS


def command_lint(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Check style, types, the order of imports, migrations, translations and the subjects of commits."""
    PythonEnvironment(paths, environ).ensure(tests=True)
    checks: dict[str, CommandLine] = {  # the slowest first
        "types": ["-m", "mypy"],
        "platform": ["-m", "project.lint"],
        "tables": ["-m", "tests.generated", "--check"],
        "circles": ["-m", "project.import_cycles"],
        "acts": ["-m", "tests.acts"],
        "documents": ["-m", "project.reference.site"],
        "commits": ["-m", "project.commits"],
        "imports": ["-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c([]))"],
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
    }
    with start_temporary_services(paths, environ, durable=False) as env:
        commands = {name: [paths.python, *words] for name, words in checks.items()}
        failed = run_in_parallel(commands, env=env, cwd=paths.root, max_parallel=os.cpu_count() or 2)
    if failed:
        print_line(paint(f"Not clean: {', '.join(failed)}", "31"))
        return 1
    print_line(paint("All clean.", "32"))
    return 0


def run_in_parallel(
    commands: Mapping[str, CommandLine], *, env: Mapping[str, str], cwd: Path, max_parallel: int
) -> list[str]:
    """Run commands in parallel, started in their order. Return the names of those that failed.

    The output and errors of each command are printed together under its name when it has ended.
    """
    waiting, failed = list(commands), []
    running: dict[str, tuple[subprocess.Popen[bytes], IO[bytes]]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < max_parallel:
                name = waiting.pop(0)
                log = tempfile.TemporaryFile()  # noqa: SIM115 - open until the command has ended
                running[name] = (spawn_process(commands[name], env=env, log=log.fileno(), cwd=cwd), log)
            ended = [name for name, (process, _) in running.items() if process.poll() is not None]
            for name in ended:
                process, out = running.pop(name)
                with out:
                    out.seek(0)
                    output = out.read().decode(errors="replace")
                print_line(paint(f"== {name}", "1") + f"\n{output}".rstrip("\n"))
                if process.returncode:
                    failed.append(name)
            if not ended:
                time.sleep(0.05)
    finally:
        for process, out in running.values():
            stop_process(process, signal.SIGTERM, 5)
            out.close()
    return [name for name in commands if name in failed]


def command_generate(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Write everything that is made from code: schema, client types, reference, tables of access, pages, messages"""
    PythonEnvironment(paths, environ).ensure(tests=True)
    tables: CommandLine = ["-m", "pytest", "-q", *TEST_WORKERS, "tests/access/views/test_visible.py"]
    steps: list[CommandLine] = [["-m", "project.generate"], ["-m", "tests.generated"], tables]
    with start_temporary_services(paths, environ, durable=False) as env:
        for words in steps:
            if status := run_python(paths, words, {**env, "TALIM_GENERATE": "1"}):
                return status
    if has_program(environ, "npm"):
        return command_assets(paths, environ, [])
    print_line("The pages were not built: they need Node 20 or newer with npm.")
    return 0


def command_size(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Count the lines of Python code of each folder, without comments, docstrings and migrations"""
    PythonEnvironment(paths, environ).ensure(tests=False)
    return run_python(paths, ["-m", "project.size"], dict(environ))


def command_docs(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Build the documents into var/site and check every link: ./talim docs [--serve]"""
    PythonEnvironment(paths, environ).ensure(tests=True)
    return run_python(paths, ["-m", "project.reference.site", *arguments], dict(environ))
