"""The schema's readers, and the two questions a monitor asks."""

import gzip
import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from apps.accounts.models import User
from apps.backups.models import BackupRun
from apps.core.permissions import Role
from apps.jobs.models import Job
from tests import factories

PAGES = ["/api/v1/openapi.json", "/api/v1/docs/", "/api/v1/docs/redoc/"]
pytestmark = pytest.mark.django_db


def browser_of(role: Role) -> Client:
    return factories.browser_of(factories.make_user(role, "Aziza"))


@pytest.mark.parametrize("page", PAGES)
def test_api_docs_are_public_in_development_and_for_staff_in_production(page, settings):
    settings.DEBUG = True
    assert Client().get(page).status_code == 200
    settings.DEBUG = False
    assert browser_of(Role.ADMIN).get(page).status_code == 200
    for refused in (Client().get(page), browser_of(Role.TEACHER).get(page)):
        assert refused.status_code == 302
        assert refused["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("page", PAGES[1:])
def test_docs_pages_load_everything_from_this_server(page, settings):
    settings.DEBUG = True
    html = Client().get(page).content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert loaded
    assert "/api/v1/openapi.json" in html
    for address in loaded:
        assert address.startswith("/static/ninja/")
        assert Client().get(address).status_code == 200


def test_the_schema_that_is_served_is_small(settings):
    settings.DEBUG = True
    plain = Client().get("/api/v1/openapi.json")
    compressed = Client().get("/api/v1/openapi.json", headers={"accept-encoding": "gzip"})
    assert (plain.headers.get("Content-Encoding"), compressed["Content-Encoding"]) == (None, "gzip")
    assert "Accept-Encoding" in plain["Vary"]
    assert compressed["ETag"] == plain["ETag"]
    assert gzip.decompress(compressed.content) == plain.content
    operations = sum(len(methods) for methods in plain.json()["paths"].values())
    assert len(plain.content) <= 2_700 * operations
    assert len(compressed.content) <= 330 * operations


def test_health_answers_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/api/v1/health/")
    assert response.json() == {"status": "ok", "version": "1.0.0"}


def ready(user: User) -> tuple[int, dict[str, bool]]:
    answer = factories.client_for(user).request("GET", "/health/ready/")
    return answer.status, {check["name"]: check["ok"] for check in answer.json["checks"]}


def test_readiness_lists_every_check(admin, teacher, nobody, settings):
    assert ready(admin) == (200, {"database": True, "redis": True, "store": True, "queue": True})
    assert factories.client_for(teacher).request("GET", "/health/ready/").status == 403
    assert nobody.request("GET", "/health/ready/").status == 401
    settings.DEBUG = True
    assert nobody.request("GET", "/health/ready/").status == 200


def test_readiness_says_when_the_last_good_backup_ended(admin):
    client, now = factories.client_for(admin), timezone.now()
    assert client.get("/health/ready/").json["last_backup"] is None
    for hours, ok in ((3, True), (30, True), (1, False)):
        at = now - timedelta(hours=hours)
        BackupRun.objects.create(started_at=at, finished_at=at, ok=ok)
    assert parse_datetime(client.get("/health/ready/").json["last_backup"]) == now - timedelta(hours=3)


def test_failed_readiness_check_gives_503_and_is_named(admin, settings, tmp_path):
    Job.objects.create(kind="test.x", queue="default", run_at=timezone.now() - timedelta(seconds=240))
    assert ready(admin)[0] == 200
    Job.objects.update(run_at=timezone.now() - timedelta(seconds=301))
    assert ready(admin) == (503, {"database": True, "redis": True, "store": True, "queue": False})
    Job.objects.all().delete()
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    settings.MEDIA_ROOT = str(in_the_way)
    status, parts = ready(admin)
    assert (status, parts["store"]) == (503, False)


def test_readiness_leaves_no_file_behind(admin):
    before = len(default_storage.listdir("")[1])
    ready(admin)
    assert len(default_storage.listdir("")[1]) == before
    folders = default_storage.listdir("")[0]
    assert "ready" not in folders or default_storage.listdir("ready")[1] == []
