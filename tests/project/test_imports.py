"""Which way imports point, what the web process never loads, and what no process loads before it needs it."""

import subprocess
import sys
from pathlib import Path

from project.launcher.platform_processes import PRELOADED

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ["torch", "ctranslate2", "faster_whisper", "sentence_transformers", "transformers", "onnxruntime"]
LATER = ["openpyxl", "stripe", "sentry_sdk", "twisted.internet", "ml.engines", "ml.models", *HEAVY]
"""What some do at times; each takes a tenth of a start and more."""


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_import_contracts_are_kept():
    done = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_web_process_does_not_import_speech_or_rarely_needed_modules():
    done = run(sys.executable, "-c", f"import project.asgi, sys; print([m for m in {LATER!r} if m in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr


def test_imported_speech_engine_is_reported():
    done = run(sys.executable, "-c", "import ctranslate2, sys; print('ctranslate2' in sys.modules)")
    assert done.stdout.strip() == "True", done.stderr


def test_process_starter_has_all_jobs_one_thread_and_no_connection_when_it_forks():
    preloaded = [module for modules in PRELOADED.values() for module in modules]
    code = (
        "import importlib, os, sys, django; django.setup()\n"
        "from project.process_starter import load_jobs\n"
        "load_jobs()\n"
        f"for module in {preloaded!r}: importlib.import_module(module)\n"
        "links = [os.readlink(entry.path) for entry in os.scandir('/proc/self/fd') if os.path.lexists(entry.path)]\n"
        "sockets = [link for link in links if link.startswith('socket:')]\n"
        "print(len(os.listdir('/proc/self/task')), sockets, 'numpy' in sys.modules)\n"
        "from apps.jobs.checks import check_declared_kinds\n"
        "print(check_declared_kinds(None))"
    )
    done = run(sys.executable, "-c", code)
    assert done.stdout.splitlines() == ["1 [] False", "[]"], done.stdout + done.stderr
