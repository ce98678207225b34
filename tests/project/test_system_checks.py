"""System checks: what would start well and fail later is refused at the start."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from project import checks
from tests.processes import finished


def ids(found: list[Any]) -> list[str]:
    return [problem.id for problem in found]


def env(**changes: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**settings.ENV.model_dump(), **changes})


def test_the_project_as_it_stands_passes_every_check(db):
    call_command("check", databases=["default"], fail_level="WARNING")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"DEBUG": True, "ENV": {"https_only": True}}, "talim.E001"),
        ({"ALLOWED_HOSTS": ["*"], "ENV": {}}, "talim.E002"),
        ({"ENV": {"https_only": True, "frontend_url": "http://talim.example.uz"}}, "talim.E003"),
        ({"ENV": {"s3_bucket": "b", "s3_access_key": "a", "s3_secret_key": ""}}, "talim.E004"),
        ({"ENV": {"job_lease_seconds": 10, "job_renew_seconds": 6}}, "talim.E005"),
        ({"ENV": {"email_user": "a", "email_password": ""}}, "talim.E011"),
        ({"ENV": {"eskiz_email": "", "eskiz_password": "p"}}, "talim.E012"),
        ({"ENV": {"eskiz_email": "a", "eskiz_password": "p", "eskiz_from": " "}}, "talim.E020"),
        ({"ENV": {"eskiz_callback_url": "https://a.uz", "eskiz_callback_secret": ""}}, "talim.E021"),
        ({"ENV": {"telegram_bot_token": "t"}}, "talim.E013"),
        ({"ENV": {"telegram_webhook_secret": "s"}}, "talim.E013"),
    ],
)
def test_a_dangerous_combination_is_an_error(settings, changes, problem):
    assert ids(checks.check_combinations(None)) == []
    changes = {**changes, "ENV": env(**changes["ENV"])}
    for name, value in changes.items():
        setattr(settings, name, value)
    assert ids(checks.check_combinations(None)) == [problem]


def test_a_store_that_cannot_be_written_to_is_an_error(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert checks.check_store(None) == []
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    settings.MEDIA_ROOT = in_the_way / "media"
    assert ids(checks.check_store(None)) == ["talim.E006"]


def test_a_cache_of_one_process_is_an_error(settings):
    assert checks.check_cache(None) == []
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert ids(checks.check_cache(None)) == ["talim.E007"]


def test_an_old_postgres_or_another_encoding_is_an_error(db, monkeypatch):
    assert checks.check_database(None, databases=["default"]) == []
    monkeypatch.setattr(checks, "OLDEST_POSTGRES", 990000)
    assert ids(checks.check_database(None, databases=["default"])) == ["talim.E009"]


def test_production_settings_pass_djangos_own_deployment_checks():
    production = {"HTTPS_ONLY": "true", "DEBUG": "false", "ALLOWED_HOSTS": "talim.example.uz"}
    secrets = {"SECRET_KEY": "".join(chr(33 + number % 90) for number in range(64)), "FRONTEND_URL": "https://a.uz"}
    checked = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = finished(checked, env={**os.environ, **production, **secrets})
    assert done.returncode == 0, done.stderr
    assert "0 silenced" not in done.stdout


def test_nothing_writes_outside_of_the_folders_it_was_given():
    assert str(settings.MEDIA_ROOT).startswith(os.environ["MEDIA_ROOT"])
    assert Path(settings.STATIC_ROOT) != Path(settings.MEDIA_ROOT)
