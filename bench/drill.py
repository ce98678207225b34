"""Measures backup and restore of a centre of a thousand pupils with a gigabyte of recordings."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.report import ROOT, BenchOptions, BenchReport, Figure

TITLE = "A gigabyte backed up and brought back"
PUPILS, GROUPS, WEEKS, MONTHS, GIGABYTES = 1000, 80, 52, 2, 1.0
MAX_SECONDS = 15 * 60
"""Longest restore of a gigabyte."""
RECORDING_BYTES = 200_000
"""What half a minute of speech weighs as a browser records it, generously."""
CLIP = ROOT / "tests" / "data" / "speech" / "good-adult.webm"
COPIES = 4
"""Disk space needed, in copies of the files: files, backup, restored files, database."""


def measure(options: BenchOptions) -> BenchReport:
    """Run `manage.py backup` and `restore` as an operator does, from one server to another.

    `--count` is the number of pupils, `--gigabytes` the size of recordings. A smaller run has no time target.
    """
    pupils, gigabytes = options.count or PUPILS, options.gigabytes or GIGABYTES
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder:
        needed = COPIES * gigabytes * 1e9
        if shutil.disk_usage(folder).free < needed:
            raise RuntimeError(f"{folder} has not the {needed / 1e9:.0f} GB that this needs; TMPDIR names another")
        with use_empty_platform(str(Path(folder, "media"))):
            from project.demo import school

            size = school.CentreSize(pupils, GROUPS, WEEKS, MONTHS)
            school.build_demo_centre(size, report_progress=lambda text: print(f"   {text}"))
            print(f"   {gigabytes:g} GB of recordings …")
            create_recordings(round(gigabytes * 1e9))
            vacuum_and_analyze()
            figures = _back_up_and_restore(Path(folder))
    is_full_run = pupils >= PUPILS and gigabytes >= GIGABYTES
    return build_report({**figures, "pupils": pupils}, is_full_run=is_full_run)


def create_recordings(total: int) -> None:
    """Store different, incompressible recordings until they have `total` bytes."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from apps.core.files.stored import store_upload

    chance, clip = random.Random(13), CLIP.read_bytes()
    while total > 0:
        content = (clip + chance.randbytes(RECORDING_BYTES))[:RECORDING_BYTES]
        upload = SimpleUploadedFile("reading.webm", content)
        store_upload(owner=None, upload=upload, kind="audio", max_bytes=RECORDING_BYTES)
        total -= RECORDING_BYTES


def _back_up_and_restore(folder: Path) -> dict[str, Any]:
    from django.db import connection

    from apps.backups.keys import create_key_file
    from tests.processes import get_test_database_url
    from tests.services import start_private_postgres

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        database_bytes = cursor.fetchone()[0]
    key, place, figures_file = folder / "key", folder / "to", folder / "figures"
    public = create_key_file(str(key))
    env = {**os.environ, "DATABASE_URL": get_test_database_url(), "LOG_LEVEL": "WARNING"}
    print("   backing up …")
    backed_up = _time_command("backup", "--no-record", "--to", place, "--recipient", public, env=env)
    with start_private_postgres() as server:
        print("   bringing it back …")
        words = ("--identity", key, "--into", server.url, "--files-to", folder / "back", "--json", figures_file)
        came_back = _time_command("restore", place, *words, env=env)
    figures = json.loads(figures_file.read_text(encoding="utf-8"))
    return {**figures, "database_bytes": database_bytes, "backed_up": backed_up, "came_back": came_back}


def _time_command(*words: str | Path, env: dict[str, str]) -> float:
    """Run a `manage.py` command and return its seconds, with its start. Raise RuntimeError when it fails."""
    began = time.monotonic()
    command = [sys.executable, "manage.py", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
    return time.monotonic() - began


def build_report(result: dict[str, Any], *, is_full_run: bool) -> BenchReport:
    """Return the table of the restore's figures with both times. Time targets hold for a complete run only."""
    gigabytes = (result["database_bytes"] + result["file_bytes"]) / 1e9
    pace = result["came_back"] / gigabytes
    differ = result["row_differences"] + result["checksum_differences"]
    figures = [
        Figure("pupils", result["pupils"], "", f"≥ {PUPILS}" if is_full_run else "", True if is_full_run else None),
        Figure("rows", result["rows"], "", spread=f"{result['tables']} tables"),
        Figure("the database as it lies", result["database_bytes"] / 1e6, "MB"),
        Figure("its dump, sealed", result["dump_bytes"] / 1e6, "MB"),
        Figure("stored files", result["files"], "", spread=f"{result['file_bytes'] / 1e6:.0f} MB"),
        Figure("the backup, its start included", result["backed_up"], "s"),
        Figure("the restore, its start and its proof included", result["came_back"], "s"),
        Figure("… for a gigabyte of database and files", pace, "s", f"≤ {MAX_SECONDS}" if is_full_run else "",
               pace <= MAX_SECONDS if is_full_run else None),
        Figure("rows and checksums that differ", differ, "", "0", differ == 0),
        Figure("files that differ", result["file_differences"], "", "0", result["file_differences"] == 0),
        Figure("books and coins that do not hold", int(not result["proven"]), "", "0", bool(result["proven"])),
    ]  # fmt: skip
    note = (
        f"A year of the demo centre, recordings of {RECORDING_BYTES / 1e3:.0f} kB, from one PostgreSQL to another on "
        "the same disk. The restore reads the whole set, verifies it, writes the files, loads the database and "
        "compares counts and checksums of all tables."
    )
    return BenchReport("drill", TITLE, figures, note, page=ROOT / "docs" / "backup.md")
