"""STATIC_URL and MEDIA_CDN_URL: files of the pages and public pictures come from a CDN in front of this server."""

import os

import pytest

from tests.processes import get_test_database_url, run_python
from tests.services import ROOT

SHELL = """
import django; django.setup()
from types import SimpleNamespace
from django.test import Client
from api.courses.catalogue_schemas import build_thumbnail_address
for path in ("/app/", "/app/sw.js"):
    print(Client().get(path, headers={"host": "localhost"}).headers["Content-Security-Policy"])
print(Client().get("/app/", headers={"host": "localhost"}).content.decode().count('src="https://cdn.example.uz/static/pages/main-'))
course = SimpleNamespace(thumbnail=SimpleNamespace(sha256="ab12"))
print(build_thumbnail_address(course))
asset = Client().get("/static/admin/css/base.css", headers={"host": "localhost"})
print(asset.status_code, asset.headers["Access-Control-Allow-Origin"])
"""


def run_with(code, **variables):
    env = {**os.environ, "DATABASE_URL": get_test_database_url(), "DJANGO_SETTINGS_MODULE": "project.settings"}
    return run_python(["-c", code], env={**env, "PYTHONPATH": str(ROOT), **variables})


@pytest.mark.slow  # 6 s
def test_pages_name_the_cdn_and_allow_it(db):
    done = run_with(SHELL, STATIC_URL="https://cdn.example.uz/static/", MEDIA_CDN_URL="https://media.example.uz")
    assert done.returncode == 0, done.stderr
    shell, worker, scripts, pictures, asset = done.stdout.splitlines()
    policy = dict(part.split(" ", 1) for part in shell.split("; "))
    assert policy["script-src"] == policy["style-src"] == "'self' https://cdn.example.uz"
    assert policy["img-src"] == "'self' https://cdn.example.uz https://media.example.uz blob:"
    assert policy["connect-src"] == "'self' ws://localhost"
    assert worker == "default-src 'none'; connect-src 'self' https://cdn.example.uz"
    assert scripts == "1"
    assert pictures == "https://media.example.uz/api/v1/courses/thumbnails/ab12/"
    assert asset == "200 *", "this server still has the files, for the CDN and for service workers"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STATIC_URL", "http://cdn.example.uz/static/"),
        ("STATIC_URL", "https://cdn.example.uz/other/"),
        ("STATIC_URL", "https://cdn.example.uz; script-src */static/"),
        ("MEDIA_CDN_URL", "http://cdn.example.uz"),
        ("MEDIA_CDN_URL", "https://cdn.example.uz/folder"),
    ],
)
def test_cdn_without_https_or_with_another_path_stops_the_start(name, value):
    done = run_with("from project import env; env.load_environment()", **{name: value})
    assert done.returncode == 1
    assert f"  {name}: " in done.stderr
