"""Starts the platform's processes for the launcher: loads Django once, then forks.

`python -m project.process_starter ORDER`, where ORDER is JSON:

    {"steps": [{"title": …, "words": [word, …]}, …],
     "processes": [{"name": …, "words": [word, …], "log": path, "preload": [module, …]}, …],
     "report": number of an open file}

1. It loads Django, which takes longer than all the rest: each process that did it alone would cost two seconds.
2. A fork runs `steps`, management commands that the processes need. Processes with modules to preload are forked
   before, and import them meanwhile.
3. When all steps succeeded, the other processes are forked, and this one ends with status 0: they become children of
   the launcher (a subreaper) and begin. When a step fails, nothing begins, and this one ends as the step did.

Standard output gets what the steps print, and a line `step TITLE` before each; the file `report` gets a line `NAME PID`
for each process. A process is then as if `manage.py` had started it.
"""

import ctypes
import gc
import importlib
import json
import os
import signal
import sys
import time
from typing import Any

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15  # linux/prctl.h
POLL_SECONDS = 0.005
_LIBC = ctypes.CDLL(None)


def main() -> None:
    """Start the processes that the argument names."""
    launcher = os.getppid()
    order = json.loads(sys.argv[1])
    os.set_inheritable(order["report"], False)
    gc.disable()  # nothing that is loaded becomes garbage; looking for it takes a fifth of the time
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    gc.freeze()
    reader, writer = os.pipe()
    early = [process for process in order["processes"] if process["preload"]]
    pids = [_fork_process(process, launcher, reader, writer, order["report"]) for process in early]
    status = _run_steps(order["steps"], [reader, writer, order["report"]])
    if status:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        if status < 0:
            os.kill(os.getpid(), -status)
        sys.exit(status)
    for process in order["processes"]:
        if process not in early:
            pids.append(_fork_process(process, launcher, reader, writer, order["report"]))
    os.write(writer, b"." * len(pids))
    os._exit(0)  # atexit functions are for the processes


def _run_steps(steps: list[dict[str, Any]], unneeded: list[int]) -> int:
    """Run management commands in a fork, one after the other, without the open files `unneeded`.

    Return the status of the first that fails, negative for a signal, else 0.
    """
    starter = os.getpid()
    pid = os.fork()
    if pid:
        load_jobs()
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    _end_with_parent(starter)
    for number in unneeded:
        os.close(number)
    gc.enable()
    for step in steps:
        sys.stdout.write(f"step {step['title']}\n")
        _run_command(step["words"])
    sys.exit(0)


def load_jobs() -> None:
    """Import the handlers of all jobs once. Each process that serves jobs checks them, and reports what is wrong.

    Only this check of the tag `jobs` runs here: another reads the database, and forks would share that connection.
    """
    from apps.jobs.checks import check_declared_kinds

    check_declared_kinds(None)


def _fork_process(process: dict[str, Any], launcher: int, reader: int, writer: int, report: int) -> int:
    """Fork one process, which waits until all steps are done. Report its name and its id, and return the id."""
    starter = os.getpid()
    pid = os.fork()
    if pid:
        os.write(report, f"{process['name']} {pid}\n".encode())
        return pid
    os.close(writer)
    os.close(report)
    os.setsid()
    _LIBC.prctl(PR_SET_NAME, f"talim-{process['name']}".encode())  # what top and ps -o comm show
    _redirect_output(process["log"])
    for module in process["preload"]:
        importlib.import_module(module)
    gc.enable()
    if not os.read(reader, 1):
        os._exit(1)  # the starter was killed
    os.close(reader)
    _become_child_of(launcher, starter)
    _run_command(process["words"])
    sys.exit(0)


def _become_child_of(launcher: int, starter: int) -> None:
    """Return when the starter has ended and the launcher is the parent. From then on, end when the launcher ends."""
    while os.getppid() == starter:
        time.sleep(POLL_SECONDS)
    _end_with_parent(launcher)


def _end_with_parent(parent: int) -> None:
    """From now on, get SIGTERM when the process `parent` ends."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def _redirect_output(log: str) -> None:
    sys.stdout.flush()
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.close(file)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def _run_command(words: list[str]) -> None:
    from django.core.management import execute_from_command_line

    sys.argv = ["manage.py", *words]
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
