"""Runs the environment's Python: as a step with a log, on this terminal, or to fetch the models."""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import DISK_FULL_ADVICE, is_disk_full, read_log_tail
from project.launcher.processes import CommandLine, run_logged, wait_until
from project.launcher.supervision import Supervisor
from project.launcher.terminal import LauncherError, ProgressStep

SECRET_KEY_NAMES = ("SECRET_KEY", "SECRET_KEY_FILE", "DJANGO_SECRET_KEY", "DJANGO_SECRET_KEY_FILE")


def build_platform_env(paths: CheckoutPaths, environ: Mapping[str, str], urls: Mapping[str, str]) -> dict[str, str]:
    """Return the environment variables of the platform's processes."""
    drop = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"}  # the last: slow starts
    env = {k: v for k, v in environ.items() if k not in drop} | dict(urls)
    if not any(env.get(name) for name in SECRET_KEY_NAMES):
        env["SECRET_KEY"] = paths.get_secret("secret_key")
    env["PATH"] = f"{paths.venv / 'bin'}:{env.get('PATH', os.defpath)}"
    env["PYTHONUNBUFFERED"] = "1"
    cuda = [str(p) for p in sorted(paths.venv.glob("lib/python*/site-packages/nvidia/cublas/lib"))]
    if cuda:  # CTranslate2 opens CUDA 12's cuBLAS by name; torch brings its own
        env["LD_LIBRARY_PATH"] = ":".join([*cuda, *filter(None, [env.get("LD_LIBRARY_PATH")])])
    return env


def without_model_downloads(env: Mapping[str, str]) -> dict[str, str]:
    """Return `env` with downloads of models switched off: they were fetched before."""
    return {**env, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def explain_failed_step(title: str, log: Path, since: int, status: int) -> LauncherError:
    """Return the error of a step that ended with `status`, and whose output is in `log` from byte `since` on."""
    lines = read_log_tail(log, 20, since)
    if status < 0:
        cause, advice = f"was ended by {signal.Signals(-status).name}", "Start again: what was done is kept."
    else:
        cause, advice = "failed", "Mend what the last line says, then start again."
    if is_disk_full(lines):
        advice = DISK_FULL_ADVICE
    return LauncherError(f"{title} {cause} ({log}):\n{lines}", advice)


def run_setup_step(paths: CheckoutPaths, title: str, words: CommandLine, env: Mapping[str, str]) -> None:
    """Run one step of the start with the environment's Python. Its output goes to var/log/setup.log."""
    log = paths.get_log_file("setup")
    since = log.stat().st_size if log.exists() else 0
    with ProgressStep(title) as step:
        if status := run_logged([paths.python, *words], step=step, log=log, env=env, cwd=paths.root, on_line=str.strip):
            raise explain_failed_step(title, log, since, status)


def run_python(
    paths: CheckoutPaths, words: CommandLine, env: Mapping[str, str], *, watch: Supervisor | None = None
) -> int:
    """Run the environment's Python in the foreground, on this terminal, and return its exit status."""
    process = subprocess.Popen([paths.python, *words], env=dict(env), cwd=paths.root)
    try:
        while process.poll() is None:
            if watch:
                watch.restart_dead()
            time.sleep(0.1)
        return process.returncode
    finally:
        if process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)  # Ctrl-C at a terminal reaches it as well
            process.terminate()
            wait_until(lambda: process.poll() is not None, 10)
            process.kill()
            process.wait()


def fetch_models(paths: CheckoutPaths, env: Mapping[str, str]) -> None:
    """Fetch and verify the models. This needs no packages, only the environment's Python and pip."""
    log = paths.get_log_file("models")
    since = log.stat().st_size
    with ProgressStep("Looking after the speech and embedding models") as step:
        words: CommandLine = [paths.python, "-m", "ml.models", "fetch"]
        if run_logged(words, step=step, log=log, env=env, cwd=paths.root, on_line=read_model_progress):
            lines = read_log_tail(log, 12, since)
            raise LauncherError(
                f"The models could not be made ready ({log}):\n{lines}",
                DISK_FULL_ADVICE
                if is_disk_full(lines)
                else "Check the network and the free disk space, then run it again: it goes on where it stopped.",
                "A model you already have can be named: WHISPER_MODEL=/folder, EMBEDDING_MODEL=/folder.",
            )
        output = log.read_bytes()[since:].decode(errors="replace").splitlines()
        step.result = ", ".join(line.split("\t")[1] for line in output if line.count("\t") >= 2)


def read_model_progress(line: str) -> str:
    """Return what a line of `ml.models` says of a download; nothing for what pip says."""
    return line.strip() if re.match(r"Fetching |  \S+: [\d,]+ of ", line) else ""
