"""Whom the database holds: the demo, a centre, or nobody yet. `./talim run --new` starts a centre, not the demo."""

import subprocess
from collections.abc import Mapping
from enum import StrEnum

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.terminal import LauncherError

PEOPLE_PROBE = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as link:
    def is_true(query):
        return link.execute("SELECT " + query).fetchone()[0]
    if not is_true("to_regclass('accounts_user') IS NOT NULL"):
        print("nobody")
    elif is_true("EXISTS (SELECT FROM accounts_user WHERE email LIKE '%@demo.example')"):
        print("demo")
    else:
        print("centre" if is_true("EXISTS (SELECT FROM accounts_user)") else "nobody")
"""


class People(StrEnum):
    """Whom the database holds."""

    NOBODY = "nobody"
    DEMO = "demo"
    CENTRE = "centre"


def find_people(paths: CheckoutPaths, env: Mapping[str, str]) -> People:
    """Return whom the database of `DATABASE_URL` holds; nobody also before its tables are made."""
    done = subprocess.run([paths.python, "-c", PEOPLE_PROBE], env=dict(env), capture_output=True, text=True, timeout=60)
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise LauncherError(f"The database cannot be read: {reason}", "Start again; the servers' logs say more.")
    return People(done.stdout.strip())


def refuse_demo(paths: CheckoutPaths, environ: Mapping[str, str], env: Mapping[str, str]) -> None:
    """Raise LauncherError when the database holds the demo: `--new` deletes nothing."""
    if find_people(paths, env) != People.DEMO:
        return
    advice = [f"Put the demo aside:  mv {paths.var} {paths.var}.demo", "Then run  ./talim run --new  again."]
    if environ.get("DATABASE_URL"):
        advice = ["Name an empty database in DATABASE_URL."]
    raise LauncherError("The database holds the demo. --new starts an empty centre and deletes nothing.", *advice)
