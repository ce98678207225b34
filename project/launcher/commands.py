"""The list of commands, the help text, and the entry point."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from project.launcher.checkout_paths import CheckoutPaths, find_checkout_paths, read_dotenv
from project.launcher.client_builds import command_assets
from project.launcher.command_usage import COMMAND_USAGES, build_command_help, build_usage_line
from project.launcher.data_commands import command_backup, command_drill, command_dump, command_restore
from project.launcher.files import DISK_FULL_ADVICE, MAKE_ROOM
from project.launcher.machine import find_full_disk
from project.launcher.manage_commands import command_demo_centre, command_doctor, command_install_h5p, command_manage
from project.launcher.processes import ForcedStop
from project.launcher.python_environment import command_setup
from project.launcher.quality_commands import command_docs, command_generate, command_lint, command_size
from project.launcher.requirement_locks import command_lock
from project.launcher.run_commands import command_run, command_status, command_stop
from project.launcher.terminal import Interrupted, LauncherError, paint, print_line
from project.launcher.test_commands import (
    command_bench,
    command_coverage,
    command_crash,
    command_fuzz,
    command_mutate,
    command_test,
    command_test_deploy,
    command_test_web,
    command_upgrade_check,
)
from project.launcher.torch_builds import CPU_INDEX_VARIABLE

COMMANDS: dict[str, Callable[[CheckoutPaths, dict[str, str], list[str]], int]] = {
    "run": command_run,
    "test": command_test,
    "test-web": command_test_web,
    "assets": command_assets,
    "coverage": command_coverage,
    "test-deploy": command_test_deploy,
    "setup": command_setup,
    "stop": command_stop,
    "status": command_status,
    "manage": command_manage,
    "doctor": command_doctor,
    "demo-centre": command_demo_centre,
    "install-h5p": command_install_h5p,
    "bench": command_bench,
    "fuzz": command_fuzz,
    "mutate": command_mutate,
    "crash": command_crash,
    "upgrade-check": command_upgrade_check,
    "lint": command_lint,
    "generate": command_generate,
    "size": command_size,
    "docs": command_docs,
    "backup": command_backup,
    "drill": command_drill,
    "dump": command_dump,
    "restore": command_restore,
    "lock": command_lock,
}
# These do not read .env: it describes a centre, and tests must not depend on it.
WITHOUT_DOTENV = {
    "test", "test-web", "assets", "test-deploy", "coverage", "fuzz", "mutate", "crash", "upgrade-check", "lint",
    "generate", "size", "docs", "bench", "lock",
}  # fmt: skip


def build_help() -> str:
    """Return the help text."""
    lines = ["usage: ./talim COMMAND [arguments]", ""]
    lines += [f"  {name:<13} {(f.__doc__ or '').splitlines()[0]}" for name, f in COMMANDS.items()]
    return "\n".join(
        [
            *lines,
            "",
            "Servers of your own are used when DATABASE_URL and REDIS_URL name them. Generated things lie in",
            f".venv (TALIM_VENV) and var/ (TALIM_VAR). {CPU_INDEX_VARIABLE} names PyTorch's CPU index;",
            "TALIM_TORCH=cpu, cuda or none chooses the build. Other variables: .env.example. A .env beside this",
            "file is read, but not by test, test-web, assets, test-deploy, coverage, fuzz, mutate, "
            "crash, upgrade-check, lint, generate, size, bench.",
            "",
            "./talim COMMAND --help says what a command takes.",
        ]
    )


def handle_signal(signum: int, frame: FrameType | None) -> None:
    """Handle SIGINT, SIGTERM and SIGHUP: the first stops gracefully, any later one stops at once."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: setattr(ForcedStop, "is_requested", True))
    raise Interrupted(signum)


def advise_room(command: str) -> str:
    """Return what to do about a full disk that stopped `command`."""
    return DISK_FULL_ADVICE if command == "run" else MAKE_ROOM


def main(argv: list[str]) -> int:
    """Run one command and return its exit status."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        print_line(build_help())
        return 0 if argv else 2
    if argv[0] not in COMMANDS:
        print_line(f"There is no command {argv[0]!r}.\n\n{build_help()}")
        return 2
    name, arguments = argv[0], argv[1:]
    usage = COMMAND_USAGES[name]
    if usage.wants_help(arguments):
        print_line(build_command_help(name, COMMANDS[name].__doc__, usage))
        return 0
    if (refused := usage.find_refused_argument(arguments)) is not None:
        print_line(f"{name} does not take {refused}.\n{build_usage_line(name, usage)}\n  -> ./talim {name} --help")
        return 2
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:  # nohup keeps its meaning
            signal.signal(signum, handle_signal)
    folders = [Path(os.environ.get("TMPDIR", "/tmp"))]
    try:
        paths = find_checkout_paths(os.environ)
        folders += [paths.root, paths.venv, paths.var]
        environ = dict(os.environ)
        if name not in WITHOUT_DOTENV:
            environ = {**read_dotenv(paths.root / ".env"), **environ}
        paths.create_folders()
        return COMMANDS[name](paths, environ, arguments)
    except LauncherError as problem:
        # What failed for a full disk may not say so: half a file is there, or the log could not be written.
        if full := find_full_disk(folders):
            advice = f"{full} has no room left. {advise_room(name)}"
            problem = LauncherError(problem.message, advice, *(set(problem.advice) - {DISK_FULL_ADVICE}))
        print_line(f"\n{paint('Stopped:', '31')} {problem}")
        return 1
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        print_line(f"\n{paint('Stopped:', '31')} {LauncherError(str(error), advise_room(name))}")
        return 1
    except Interrupted as interrupted:
        print_line("   Stopped." if name == "run" else "\n   Interrupted.")
        return 0 if name == "run" and interrupted.args[0] != signal.SIGHUP else 128 + int(interrupted.args[0])
