"""The centre's data: `./talim dump`, `backup`, `restore` and `drill`."""

import json
import os
import re
import secrets
import shutil
import subprocess
import tempfile
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.embedded import EmbeddedPostgres
from project.launcher.manage_commands import command_manage
from project.launcher.processes import CommandLine
from project.launcher.python_commands import build_platform_env, run_python
from project.launcher.python_environment import PythonEnvironment
from project.launcher.run_lock import RunLock
from project.launcher.server_home import ServerHome
from project.launcher.services import use_running_or_new_services
from project.launcher.terminal import LauncherError, ProgressStep, paint, print_line


def run_database_tool(paths: CheckoutPaths, environ: dict[str, str], title: str, command_line: CommandLine) -> None:
    """Run pg_dump or pg_restore (the first of `command_line`) on the database of this checkout."""
    PythonEnvironment(paths, environ).ensure(tests=False)
    folder = ServerHome(paths).find_programs().postgres
    if folder is None:
        raise LauncherError(
            f"{command_line[0]} was not found.", "Install it: sudo apt-get install -y postgresql-client"
        )
    with use_running_or_new_services(paths, environ) as urls, ProgressStep(title):
        url = urllib.parse.urlsplit(urls["DATABASE_URL"])
        bare = url._replace(netloc=url.netloc.replace(f":{url.password}@", "@")).geturl()
        env = {**os.environ, "PGPASSWORD": urllib.parse.unquote(url.password or "")}
        command = [folder / command_line[0], *command_line[1:], f"--dbname={bare}"]
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        if done.returncode:
            raise LauncherError(
                f"{command_line[0]} failed: {done.stderr.strip()[-400:]}", "The database was not changed."
            )


def command_dump(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Write the database into a new file"""
    file = Path(*arguments).absolute()
    if len(arguments) != 1 or file.exists():
        raise LauncherError("dump needs the name of one new file.", "./talim dump talim.dump")
    scratch = file.with_name(file.name + ".part")
    run_database_tool(paths, environ, "Writing the database", ["pg_dump", "--format=custom", f"--file={scratch}"])
    scratch.rename(file)
    return 0


def command_backup(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Back up database and files, sealed, to BACKUP_TO (docs/backup.md)"""
    return command_manage(paths, environ, ["backup", *arguments])


def command_restore(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Restore a backup (docs/backup.md), or a file that dump wrote"""
    if not arguments:
        raise LauncherError("restore needs a place of backups, or a file that dump wrote.", "./talim restore --help")
    file = Path(arguments[0]).absolute()
    if not file.is_file():
        lock = RunLock(paths.run / "lock")
        free = lock.acquire()
        lock.release()
        if not free and not is_separate_restore(arguments):
            raise LauncherError("Talim runs in this checkout, on the database that is to come back.", "./talim stop")
        return command_manage(paths, environ, ["restore", *arguments])
    if len(arguments) != 1:
        raise LauncherError("A file that dump wrote is restored without options.", "./talim restore talim.dump")
    flags = "pg_restore --clean --if-exists --no-owner --no-acl --exit-on-error --single-transaction"
    run_database_tool(paths, environ, "Reading the database", [*flags.split(), file])
    return 0


def is_separate_restore(arguments: Sequence[str]) -> bool:
    """Return whether a restore goes into another database."""
    return any(word.partition("=")[0] == "--into" for word in arguments)


def command_drill(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Test a restore: back the centre up, restore it on another server, compare, delete both"""
    PythonEnvironment(paths, environ).ensure(tests=False)
    home = ServerHome(paths)
    folder = Path(tempfile.mkdtemp(prefix=f"talim-{os.getpid()}-"))
    folder.chmod(0o711)
    try:
        with use_running_or_new_services(paths, environ) as urls:
            env = build_platform_env(paths, environ, urls)
            env.setdefault("DEBUG", env.get("DJANGO_DEBUG") or "true")
            drop = ("BACKUP_TO", "BACKUP_RECIPIENT", "BACKUP_PASSPHRASE", "BACKUP_PASSPHRASE_FILE")
            env = {name: value for name, value in env.items() if name not in drop} | {"LOG_LEVEL": "WARNING"}
            key = folder / "key"
            key_command = subprocess.run(
                [paths.python, "manage.py", "backup", "--new-key", key],
                cwd=paths.root,
                env=env,
                capture_output=True,
                text=True,
            )
            public = re.search(r"age1[a-z0-9]+", key_command.stdout)
            if public is None:
                raise LauncherError(f"No key could be made: {key_command.stderr.strip()[-400:]}", "Mend what it says.")
            words: CommandLine = ["manage.py", "backup", "--no-record", "--to", folder / "to"]
            words += ["--recipient", public.group()]
            began = time.monotonic()
            if status := run_python(paths, words, env):
                return status
            backup_seconds = time.monotonic() - began
            server = EmbeddedPostgres(
                folder / "pg",
                programs=home.find_programs().postgres,
                password=secrets.token_hex(16),
                log=paths.get_log_file("drill"),
                owner=home.owner,
            )
            try:
                server.start()
                words = ["manage.py", "restore", folder / "to", "--identity", key, "--into", server.url]
                status = run_python(paths, [*words, "--files-to", folder / "media", "--json", folder / "figures"], env)
            finally:
                server.stop()
        if status == 0:
            print_drill_report(json.loads((folder / "figures").read_text(encoding="utf-8")), backup_seconds)
        return status
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def print_drill_report(figures: Mapping[str, Any], backup_seconds: float) -> None:
    """Print the drill's figures as a Markdown table."""
    rows: list[tuple[str, object]] = [
        ("tables", figures["tables"]),
        ("rows", figures["rows"]),
        ("rows and checksums that differ", figures["row_differences"] + figures["checksum_differences"]),
        ("stored files", figures["files"]),
        ("bytes of files", figures["file_bytes"]),
        ("files that differ", figures["file_differences"]),
        ("bytes of the dump, sealed", figures["dump_bytes"]),
        ("seconds of the backup, its start included", f"{backup_seconds:.1f}"),
        ("seconds of the restore, without its start", figures["seconds"]),
    ]
    print_line("\n| what | value |\n|---|---|")
    for what, value in rows:
        print_line(f"| {what} | {value} |")
    print_line(paint("\nThe centre came back whole.", "32"))
