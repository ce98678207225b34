"""`./talim lint`, whose checks run in parallel, `./talim generate`, `./talim size` and `./talim docs`."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.client_builds import are_pages_built, find_pages_checks
from project.launcher.machine import has_program
from project.launcher.processes import CommandLine, spawn_process, stop_process
from project.launcher.python_commands import run_python
from project.launcher.python_environment import PythonEnvironment
from project.launcher.services import start_temporary_services
from project.launcher.terminal import paint, print_line

TABLES = "tests/access/views/test_visible.py::test_each_role_reads_the_fields_and_objects_of_the_table"
"""The test that writes the tables of access when TALIM_GENERATE is set."""
TABLE_WORKERS = ["-n", "2", "--dist", "worksteal"]
"""pytest-xdist options for it: both workers make the world of the tests and take areas of the API."""


def command_lint(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Check style, types, the order of imports, migrations, translations and the subjects of commits"""
    PythonEnvironment(paths, environ).ensure(tests=True)
    checks: dict[str, CommandLine] = {  # the slowest first
        "types": ["-m", "mypy"],
        "platform": ["-m", "project.lint"],
        "tables": ["-m", "tests.generated", "--check"],
        "circles": ["-m", "project.import_cycles"],
        "acts": ["-m", "tests.acts"],
        "documents": ["-m", "project.reference.site"],
        "commits": ["-m", "project.commits"],
        "size": ["-m", "project.size", "--check"],
        "imports": ["-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c([]))"],
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
    }
    with start_temporary_services(paths, environ, durable=False) as env:
        commands: dict[str, CommandLine] = {name: [paths.python, *words] for name, words in checks.items()}
        commands |= find_pages_checks(paths, environ)
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

    The output and errors of each command are printed together under its name and seconds when it has ended.
    """
    waiting, failed = list(commands), []
    running: dict[str, tuple[subprocess.Popen[bytes], IO[bytes], float]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < max_parallel:
                name = waiting.pop(0)
                log = tempfile.TemporaryFile()  # noqa: SIM115 - open until the command has ended
                process = spawn_process(commands[name], env=env, log=log.fileno(), cwd=cwd)
                running[name] = (process, log, time.monotonic())
            ended = [name for name, (process, *_) in running.items() if process.poll() is not None]
            for name in ended:
                process, out, began = running.pop(name)
                with out:
                    out.seek(0)
                    output = out.read().decode(errors="replace")
                title = f"== {name}  ({time.monotonic() - began:.0f} s)"
                print_line(paint(title, "1") + f"\n{output}".rstrip("\n"))
                if process.returncode:
                    failed.append(name)
            if not ended:
                time.sleep(0.05)
    finally:
        for process, out, _ in running.values():
            stop_process(process, signal.SIGTERM, 5)
            out.close()
    return [name for name in commands if name in failed]


def command_generate(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Write everything that is made from code: schema, client types, reference, tables of access, pages, messages"""
    PythonEnvironment(paths, environ).ensure(tests=True)
    # structure.sql is written by the embedded PostgreSQL: another version would write it in another way.
    own = {name: value for name, value in environ.items() if name != "DATABASE_URL"}
    with start_temporary_services(paths, own, durable=False) as env:
        if status := run_python(paths, ["-m", "project.generate"], env):
            return status
        # These read what was written above. The longest first.
        commands: dict[str, CommandLine] = {
            "tables of access": [paths.python, "-m", "pytest", "-q", *TABLE_WORKERS, TABLES],
            "tables of tests": [paths.python, "-m", "tests.generated"],
            "lines of code": [paths.python, "-m", "project.size", "--write"],
        }
        built = are_pages_built(paths.root)
        if not built and has_program(environ, "npm"):
            commands["pages"] = [sys.executable, paths.root / "talim", "assets"]
        print_line(f".. {', '.join(commands)}")
        env["TALIM_GENERATE"] = "1"
        failed = run_in_parallel(commands, env=env, cwd=paths.root, max_parallel=len(commands))
    if failed:
        print_line(paint(f"Not written: {', '.join(failed)}", "31"))
        return 1
    if not built and "pages" not in commands:
        print_line("The pages were not built: they need Node 20 or newer with npm.")
    return 0


def command_size(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Count the lines of Python code of each folder, without comments, docstrings and migrations"""
    PythonEnvironment(paths, environ).ensure(tests=False)
    return run_python(paths, ["-m", "project.size"], dict(environ))


def command_docs(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Build the documents into var/site and check every link"""
    PythonEnvironment(paths, environ).ensure(tests=True)
    return run_python(paths, ["-m", "project.reference.site", *arguments], dict(environ))
