"""Checks that the previous release still works on the schema of this one: `./talim upgrade-check`.

The former release is extracted from git and creates a demo centre; this release migrates it. Then the former release
serves it: its demo evening is played, a teacher marks a homework, and every list is read. `--from REF` names the
release; else the last tag, else `project/releases.toml`. `--control` breaks the schema first, which must be noticed.
`--write` puts the result into docs/upgrade.md.
"""

import argparse
import http.client
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

from bench.report import BenchReport, Figure, write_json, write_page
from tests.processes import find_free_port

ROOT = Path(__file__).resolve().parent.parent
UPGRADE_PAGE = ROOT / "docs" / "upgrade.md"
DEMO_CENTRE_COMMAND = ["demo_centre", "--force", "--pupils", "20", "--groups", "2", "--weeks", "2", "--months", "1"]
TABLES_SQL = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
BREAK_SCHEMA_SQL = "ALTER TABLE homework_attempt RENAME COLUMN verdict TO verdict_of_the_engine"
TABLES_THAT_MAY_SHRINK = ("django_session", "jobs_processbeat", "django_migrations")
START_TIMEOUT_SECONDS = 180.0
TITLE = "The former release on this schema"


class UpgradeFailed(Exception):
    """The former release does not work on this schema; the text says where it failed."""


@dataclass
class UpgradeResult:
    """The result of a check: rows and tables of the former release, migrations of this one, calls that the former and
    the present release answered, and whether the schema was broken on purpose.
    """

    ref: str
    rows: int = 0
    tables: int = 0
    migrations: int = 0
    former_calls: int = 0
    present_calls: int = 0
    seconds: float = 0.0
    broken: bool = False


def find_former_release(wanted=""):
    """Return the commit to compare with: `wanted`, the last tag before this commit, or the recorded one."""
    if wanted:
        return wanted
    words = ["git", "-C", str(ROOT), "describe", "--tags", "--abbrev=0", "HEAD^"]
    tag = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    data = tomllib.loads((ROOT / "project" / "releases.toml").read_text(encoding="utf-8"))
    return tag or str(data["previous"])


def extract_release(ref, folder):
    """Extract the files of a commit. Raise Broken when git does not know it."""
    done = subprocess.run(["git", "-C", str(ROOT), "archive", ref], capture_output=True, check=False)
    if done.returncode:
        raise UpgradeFailed(
            f"git has no {ref}: {done.stderr.decode().strip()} (a shallow clone? git fetch --tags --unshallow)"
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    subprocess.run([sys.executable, "-m", "project.messages"], cwd=folder, check=True, capture_output=True)


def find_lost_rows(before, after):
    """Return the tables that are missing or have fewer rows than before."""
    return [
        f"{table}: {rows} rows before, {after.get(table, 'no table')} after"
        for table, rows in sorted(before.items())
        if table not in TABLES_THAT_MAY_SHRINK and after.get(table, -1) < rows
    ]


class ReleaseTree:
    """A code tree and its commands."""

    def __init__(self, tree, env, log):
        self.tree, self._log = tree, log
        self._env = {**env, "PYTHONDONTWRITEBYTECODE": "1"}

    def manage(self, *words):
        """Run `manage.py` and return its output. Raise Broken when it fails."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=self.tree, env=self._env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise UpgradeFailed(f"manage.py {words[0]} of {self.tree.name}:\n{(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    @contextmanager
    def serve(self, *roles):
        """Run the web process and these roles within the block; yield the address."""
        port = find_free_port()
        if (self.tree / "project" / "management" / "commands" / "web.py").exists():
            web = ["manage.py", "web", "--port", str(port)]
        else:
            web = ["-m", "uvicorn", "--port", str(port), "--log-level", "warning", "project.asgi:application"]
        started = [self._start(words) for words in (web, *(["manage.py", role] for role in roles))]
        try:
            self._wait(f"127.0.0.1:{port}", started)
            yield f"http://127.0.0.1:{port}"
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
            for process in started:
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()

    def find_list_paths(self):
        """Return the paths of all GET operations without path parameters."""
        paths = json.loads((self.tree / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]
        return sorted(path for path, methods in paths.items() if "get" in methods and "{" not in path)

    def _start(self, words):
        log = self._log.open("ab")
        return subprocess.Popen([sys.executable, *words], cwd=self.tree, env=self._env, stdout=log, stderr=log)

    def _wait(self, address, started):
        ends = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            try:
                call_api(f"http://{address}", "GET", "/api/v1/health/")
                return
            except OSError:
                if time.monotonic() > ends or any(process.poll() is not None for process in started):
                    output = self._log.read_text(encoding="utf-8", errors="replace")
                    raise UpgradeFailed(f"{self.tree.name} does not start:\n{output[-2000:]}") from None
                time.sleep(0.2)


def call_api(url, method, path, body=None, token=""):
    """Call the API and return the JSON. Raise Broken for a server error or a refused POST."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)) as link:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        link.request(method, path, None if body is None else json.dumps(body), headers)
        answer = link.getresponse()
        content = answer.read()
    if answer.status >= 500 or (method == "POST" and answer.status >= 300):
        raise UpgradeFailed(f"{method} {path} answered {answer.status}: {content[:300]!r}")
    is_json = "json" in answer.headers.get("Content-Type", "")
    return json.loads(content) if content and is_json else None


def run_smoke_test(release, url, demo, *, mark):
    """Sign in as each of the staff, read every list, mark one homework. Return the number of calls."""
    calls = 0
    for login in demo["staff"]:
        token = call_api(url, "POST", "/api/v1/auth/login/", {"login": login, "password": demo["password"]})["access"]
        for path in release.find_list_paths():
            call_api(url, "GET", path, token=token)
            calls += 1
    if mark:
        teacher = next(login for login in demo["staff"] if login.startswith("teacher"))
        token = call_api(url, "POST", "/api/v1/auth/login/", {"login": teacher, "password": demo["password"]})["access"]
        scored = call_api(url, "GET", "/api/v1/homework/?state=scored", token=token)["results"]
        if not scored:
            raise UpgradeFailed("nothing is scored after the evening")
        review = {"decision": "accept", "comment": "Well read."}
        call_api(url, "POST", f"/api/v1/homework/{scored[0]['id']}/review/", review, token)
        calls += 3
    return calls


def count_rows():
    """Return the number of rows of each table."""
    # Each count on its own: one transaction would hold the locks of all tables and indexes at once.
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        tables = [name for (name,) in link.execute(TABLES_SQL).fetchall()]
        counts = {name: link.execute(SQL("SELECT count(*) FROM {}").format(Identifier(name))) for name in tables}
        return {name: cursor.fetchone()[0] for name, cursor in counts.items()}


def check_upgrade(result, folder, *, control):
    """Run the check in `folder` on the empty configured database, and fill in `found`. Raise Broken on a failure."""
    began = time.monotonic()
    env = {**os.environ, "MEDIA_ROOT": str(folder / "media"), "DEBUG": "true"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    old, new = ReleaseTree(folder / "former", env, folder / "former.log"), ReleaseTree(ROOT, env, folder / "new.log")
    old.tree.mkdir()
    extract_release(result.ref, old.tree)
    print_line(f"the former release is {result.ref}")
    old.manage("migrate", "--no-input")
    old.manage("demo_group")
    old.manage(*DEMO_CENTRE_COMMAND)
    before = count_rows()
    result.rows, result.tables = sum(before.values()), len(before)
    print_line(f"{result.rows} rows in {result.tables} tables, made by the former release")
    new.manage("migrate", "--no-input")
    after = count_rows()
    if missing := find_lost_rows(before, after):
        raise UpgradeFailed("the migrations lost rows:\n" + "\n".join(missing))
    result.migrations = after["django_migrations"] - before["django_migrations"]
    print_line(f"migrated ({result.migrations} migrations); no row is lost")
    if control:
        with psycopg.connect(os.environ["DATABASE_URL"]) as link:
            link.execute(BREAK_SCHEMA_SQL)
        result.broken = True
    demo = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    with old.serve("worker", "scheduler", "speech") as url:
        old.manage("demo_evening", "--url", url)
        print_line("the former release played its evening on this schema")
        result.former_calls = run_smoke_test(old, url, demo, mark=True)
        print_line(f"the former release answered {result.former_calls} calls on this schema")
    with new.serve() as url:
        result.present_calls = run_smoke_test(new, url, demo, mark=False)
        print_line(f"this release answered {result.present_calls} calls on what both have written")
    result.seconds = time.monotonic() - began


def build_upgrade_report(result):
    """Return the report of a successful check."""
    rows, former, present = result.rows, result.former_calls, result.present_calls
    asked = "calls that the former release answered on this schema, after an evening played on it"
    figures = [
        Figure("rows that the former release made", rows, "", "> 0", rows > 0, f"{result.tables} tables"),
        Figure("migrations of this release on them", result.migrations, ""),
        Figure("… tables with fewer rows afterwards", 0, "", "0", True),
        Figure(asked, former, "", "> 0", former > 0),
        Figure("calls that this release answered on what both have written", present, "", "> 0", present > 0),
        Figure("the whole check", result.seconds, "s"),
    ]
    note = f"The former release is {result.ref}. An answer of 500 or more, or a write that is refused, ends the check."
    return BenchReport("upgrade", TITLE, figures, note, "upgrade-check", UPGRADE_PAGE)


def build_upgrade_control_report(noticed):
    """Return the report of the control. `noticed` is the error that the check found; empty: it noticed nothing."""
    figures = [Figure("a column renamed under the former release: noticed", bool(noticed), "", "1", bool(noticed))]
    title, command = f"{TITLE}: the control", "upgrade-check --control"
    return BenchReport("upgrade-control", title, figures, f"`{noticed}`", command, UPGRADE_PAGE)


def print_line(text):
    """Print one line and flush."""
    print(f"   {text}", flush=True)


def main():
    """The command."""
    words = argparse.ArgumentParser(prog="talim upgrade-check", description=(__doc__ or "").splitlines()[0])
    words.add_argument("--from", dest="ref", default="", help="commit or tag of the former release")
    words.add_argument("--control", action="store_true", help="break the schema first: it must be noticed")
    words.add_argument("--write", action="store_true", help="put the table into docs/upgrade.md")
    given = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="talim-upgrade-"))
    results, noticed = UpgradeResult(find_former_release(given.ref)), ""
    try:
        check_upgrade(results, folder, control=given.control)
    except UpgradeFailed as error:
        if not results.broken:
            print(f"NOT SAFE: {error}", flush=True)
            return 1
        print(f"control: noticed: {error}", flush=True)
        output = str(error).strip().splitlines()
        noticed = " … ".join(dict.fromkeys((output[0], output[-1])))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report = build_upgrade_control_report(noticed) if given.control else build_upgrade_report(results)
    print(f"\n{report.title}\n{report.to_table()}\n{report.note}")
    write_json(report, ROOT / "var" / "bench")
    if given.write:
        write_page([report])
    return 0 if report.held else 1


if __name__ == "__main__":
    sys.exit(main())
