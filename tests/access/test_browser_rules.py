"""What a browser may do on behalf of a page: foreign origins are refused, forms are guarded, HTTPS stays."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.test import Client

from apps.accounts import services
from tests import factories
from tests.processes import run_python

ROOT = Path(__file__).resolve().parents[2]
APP = "https://app.example.uz"
FOREIGN = [
    "https://evil.example", "http://app.example.uz", "https://app.example.uz.evil.example", "https://example.uz",
    "https://app.example.uz:8443", "https://xapp.example.uz", "null", "https://APP.example.uz@evil.example",
]  # fmt: skip
PRODUCTION = {
    "SECRET_KEY": "vT3q9XbW1sK7mZ0aRf8yLc5pNd2hGj6eUo4iBtQxVrYwCkMzSnHlPaDfJgEuIo",
    "DEBUG": "false",
    "HTTPS_ONLY": "true",
    "TRUSTED_PROXIES": "1",
    "ALLOWED_HOSTS": "talim.example.uz",
    "FRONTEND_URL": APP,
    "CORS_ALLOWED_ORIGINS": APP,
    "CSRF_TRUSTED_ORIGINS": "https://talim.example.uz",
}


def preflight(origin: str) -> dict[str, str]:
    wanted = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    asked = {"origin": origin, **wanted}
    answer = Client().options("/api/v1/auth/login/", headers=asked)
    return {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("origin", FOREIGN)
def test_preflight_from_a_foreign_origin_is_refused(settings, origin):
    settings.CORS_ALLOWED_ORIGINS = [APP]
    assert preflight(APP)["access-control-allow-origin"] == APP
    assert not [header for header in preflight(origin) if header.startswith("access-control-allow-")]


def test_no_origin_may_send_cookies_to_the_api(settings):
    """It works by bearer tokens: a page of somebody else's has none to send."""
    settings.CORS_ALLOWED_ORIGINS = [APP]
    assert "access-control-allow-credentials" not in preflight(APP)
    assert "Set-Cookie" not in Client().get("/api/v1/health/", headers={"origin": APP}).headers


def test_admin_session_is_not_accepted_by_the_api(admin):
    browser = factories.browser_of(admin)
    assert browser.get("/admin/").status_code == 200
    assert browser.get("/api/v1/auth/users/me/").status_code == 401


@pytest.mark.parametrize("origin", [None, "https://evil.example", "https://talim.example.uz"])
def test_admin_forms_are_accepted_only_from_trusted_origins(settings, admin, origin):
    services.set_password(user=admin, password="uzum bog'i 2026", actor=None)
    settings.CSRF_TRUSTED_ORIGINS = ["https://talim.example.uz"]
    browser = Client(enforce_csrf_checks=True)
    token = browser.get("/admin/login/").cookies["csrftoken"].value
    form = {"username": admin.email, "password": "uzum bog'i 2026", "csrfmiddlewaretoken": token}
    headers = {"origin": origin} if origin else {}
    answer = browser.post("/admin/login/?next=/admin/", form, headers=headers)
    assert answer.status_code == (403 if origin == "https://evil.example" else 302)
    without = {name: value for name, value in form.items() if name != "csrfmiddlewaretoken"}
    assert browser.post("/admin/login/?next=/admin/", without, headers=headers).status_code == 403


def run(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL", "REDIS_PREFIX", "MEDIA_ROOT")}
    environment = {**kept, "PYTHONPATH": str(ROOT), **PRODUCTION, **changes}
    return run_python(words, env=environment)


@pytest.mark.slow  # 6 s
def test_deployment_check_has_no_warnings_in_production():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


@pytest.mark.slow  # 6 s
def test_deployment_check_reports_missing_settings():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", HTTPS_ONLY="false")
    assert checked.returncode != 0
    assert "W004" in checked.stderr


HEADERS = """
import django; django.setup()
from django.test import Client
seen = Client().get("/api/v1/health/", secure=True, headers={"host": "talim.example.uz"}).headers
print(seen["Strict-Transport-Security"], seen["X-Content-Type-Options"], seen["Referrer-Policy"], sep="|")
from django.conf import settings
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY)
from apps.accounts.backends import get_device_cookie_name
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, get_device_cookie_name())
"""


@pytest.mark.slow  # 6 s
def test_hsts_lasts_a_year_and_no_other_host_sets_our_cookies():
    shown = run("-c", HEADERS, DJANGO_SETTINGS_MODULE="project.settings").stdout.splitlines()
    assert shown[:2] == ["max-age=31536000|nosniff|same-origin", "True True True"]
    assert all(name.startswith("__Host-") for name in shown[2].split())


def test_only_these_deployment_checks_are_silenced():
    """W005 and W021: other names under the domain are the centre's own business; W008: the proxy redirects."""
    assert set(project_settings.SILENCED_SYSTEM_CHECKS) == {"security.W005", "security.W008", "security.W021"}
