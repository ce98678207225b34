"""`./talim run --new` starts an empty centre, prints the code of its first-run page, and never touches the demo."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.portal.services.first_run_code import issue_first_run_code
from project.demo import demo_group
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.first_start import People, find_people, refuse_demo
from project.launcher.processes import wait_until
from project.launcher.terminal import LauncherError
from tests import factories
from tests.portal.first_run.centre_forms import EMAIL, PASSWORD, build_form
from tests.processes import find_free_port, get_test_database_url, with_database_name
from tests.services import ROOT

VARIABLE = re.compile("_URL$|^MEDIA_ROOT$|^SECRET_KEY$")


@pytest.fixture
def paths(tmp_path):
    return CheckoutPaths(ROOT, Path(sys.prefix), tmp_path / "var")


@pytest.fixture
def empty_database():
    """The URL of a database without tables in the tests' cluster."""
    name = f"{connection.settings_dict['NAME']}_new"
    with psycopg.connect(get_test_database_url(), autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
        try:
            yield with_database_name(settings.ENV.database_url, name)
        finally:
            link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_new_centre_is_refused_beside_the_demo_only(transactional_db, paths):
    env = {"DATABASE_URL": get_test_database_url()}
    assert find_people(paths, env) == People.NOBODY
    demo = factories.make_user(Role.ADMIN, "Dilshod", email=demo_group.get_demo_email("admin"))
    with pytest.raises(LauncherError, match=r"(?s)holds the demo.*deletes nothing.*mv \S+/var \S+/var\.demo"):
        refuse_demo(paths, {}, env)
    with pytest.raises(LauncherError, match=r"(?s)Name an empty database in DATABASE_URL"):
        refuse_demo(paths, env, env)
    User.objects.filter(pk=demo.pk).update(email="dilshod@ilm.example.uz")
    assert find_people(paths, env) == People.CENTRE
    refuse_demo(paths, {}, env)


def test_no_demo_is_made_where_a_code_waits(transactional_db):
    issue_first_run_code()
    with pytest.raises(demo_group.NotADemoDatabase):
        demo_group.ensure_demo_group()
    assert not User.objects.exists()


def post(url, path, body):
    """The status and the answer of a request of the API."""
    request = urllib.request.Request(f"{url}/api/v1{path}", json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status, json.load(answer)


@pytest.mark.slow
def test_new_centre_starts_empty_and_opens_by_the_printed_code(transactional_db, empty_database, tmp_path):
    port, log = find_free_port(), tmp_path / "out"
    env = {name: value for name, value in os.environ.items() if not VARIABLE.search(name)}
    env |= {"TALIM_VENV": sys.prefix, "TALIM_VAR": str(tmp_path / "var"), "MEDIA_ROOT": str(tmp_path / "media")}
    env |= {"DATABASE_URL": empty_database, "REDIS_URL": settings.ENV.redis_url, "REDIS_PREFIX": "first-start"}
    words = [ROOT / "talim", "run", "--new", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(words, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        assert wait_until(lambda: process.poll() is not None or "One-time code" in log.read_text(), 300)
        link = re.search(rf"http://127\.0\.0\.1:{port}/app/first-run#code=(\S+)", log.read_text())
        assert link, log.read_text()
        assert "demo" not in log.read_text()
        url = f"http://127.0.0.1:{port}"
        newer = subprocess.run([ROOT / "talim", "manage", "first_run_code"], env=env, capture_output=True, text=True)
        code = newer.stdout.partition(f"{url}/app/first-run#code=")[2].split()[:1]
        assert code, newer.stdout + newer.stderr
        assert post(url, "/settings/first-run/", build_form(code[0]))[0] == 201
        assert post(url, "/auth/login/", {"login": EMAIL, "password": PASSWORD})[0] == 200
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, log.read_text()
