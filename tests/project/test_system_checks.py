"""System checks: what would start well and fail later is refused at the start."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command

from project import checks
from project.checks_production import check_production, is_private_host
from tests.processes import run_python


def ids(problems):
    return [problem.id for problem in problems]


def env(**changes):
    return SimpleNamespace(**{**settings.ENV.model_dump(), **changes})


def test_project_passes_all_system_checks(db):
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
        ({"DEBUG": True, "ALLOWED_HOSTS": ["talim.oquv.uz"], "ENV": {}}, "talim.E022"),
        ({"STATIC_ROOT": Path(os.environ["MEDIA_ROOT"]).parent, "ENV": {"outbox_root": "/elsewhere"}}, "talim.E023"),
        ({"STATIC_ROOT": Path("/srv/static"), "ENV": {"backup_to": "/srv/static/backups"}}, "talim.E023"),
        ({"ENV": {"secret_key_fallbacks": [settings.SECRET_KEY]}}, "talim.W024"),
        ({"ENV": {"eskiz_email": "a", "eskiz_password": "p", "sms_per_day": 0}}, "talim.W025"),
        ({"ENV": {"s3_access_key": "a", "s3_secret_key": "b"}}, "talim.W026"),
        ({"ENV": {"stripe_webhook_secrets": ["whsec_12345678"], "stripe_secret_key": ""}}, "talim.W027"),
    ],
)
def test_a_dangerous_combination_is_an_error(settings, changes, problem):
    assert ids(checks.check_setting_combinations(None)) == []
    for name, value in {**changes, "ENV": env(**changes["ENV"])}.items():
        setattr(settings, name, value)
    assert ids(checks.check_setting_combinations(None)) == [problem]


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
    production = {"HTTPS_ONLY": "true", "DEBUG": "false", "ALLOWED_HOSTS": "talim.example.uz", "TRUSTED_PROXIES": "1"}
    secrets = {"SECRET_KEY": PRODUCTION["secret_key"] + "More", "FRONTEND_URL": "https://a.uz"}
    checked = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = run_python(checked, env={**os.environ, **production, **secrets})
    assert done.returncode == 0, done.stderr
    assert "0 silenced" not in done.stdout


def test_files_are_written_only_into_configured_folders():
    assert str(settings.MEDIA_ROOT).startswith(os.environ["MEDIA_ROOT"])
    assert Path(settings.STATIC_ROOT) != Path(settings.MEDIA_ROOT)


PRODUCTION = {
    "secret_key": "Zk3v-Qm8xT1nLr6PwYb0cHd9sUe4GfJa2RiOtVuBpMyNq7Ws",
    "frontend_url": "https://talim.oquv.uz",
    "https_only": True,
    "trusted_proxies": 1,
    "database_url": "postgres://talim:pw@postgres:5432/talim",
    "redis_url": "redis://:pw@redis:6379/0",
    "database_pool_size": 8,
    "log_level": "INFO",
    "stripe_secret_key": "",
    "stripe_url": "https://api.stripe.com",
    "telegram_url": "https://api.telegram.org",
    "eskiz_url": "https://notify.eskiz.uz/api",
}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"https_only": False}, "talim.E030"),
        ({"https_only": False, "frontend_url": "http://talim.oquv.uz"}, "talim.W031"),
        ({"trusted_proxies": 0}, "talim.W032"),
        ({"log_level": "DEBUG"}, "talim.W034"),
        ({"database_pool_size": 0}, "talim.W035"),
        ({"secret_key": "0123456789" * 5}, "talim.E036"),
        ({"secret_key": "ab" * 30}, "talim.E036"),
        ({"secret_key": "please-changeme-" + "Zk3vQm8xT1nLr6PwYb0cHd9s"}, "talim.E036"),
        ({"redis_url": "redis://cache.oquv.uz:6379/0"}, "talim.E037"),
        ({"redis_url": "rediss://cache.oquv.uz:6379/0"}, "talim.E037"),
        ({"database_url": "postgres://talim:pw@db.oquv.uz/talim"}, "talim.W038"),
        ({"https_only": False, "frontend_url": "http://10.0.0.5", "telegram_webhook_secret": "s" * 16}, "talim.W039"),
        ({"eskiz_url": "http://127.0.0.1:9/api"}, "talim.W040"),
        (
            {"email_user": "a", "email_password": "b", "email_host": "mail.oquv.uz", "email_security": "none",
             "email_from": "a@oquv.uz"},
            "talim.E041",
        ),
        ({"email_host": "mail.oquv.uz", "email_from": "Talim <no-reply@localhost>"}, "talim.W042"),
        ({"https_only": False, "frontend_url": "http://10.0.0.5", "vapid_private_key": "k" * 43}, "talim.W051"),
        ({"eskiz_test_account": True}, "talim.W043"),
        ({"payme_test_mode": True}, "talim.W044"),
        ({"payme_merchant_id": "m", "payme_test_key": "k" * 16}, "talim.E045"),
        ({"payme_key_old": "k" * 16}, "talim.W046"),
        ({"stripe_secret_key": "sk_test_12345678", "stripe_webhook_secrets": ["whsec_12345678"]}, "talim.W047"),
        ({"stripe_secret_key": "sk_live_12345678"}, "talim.E048"),
        ({"s3_bucket": "b", "s3_endpoint_url": "http://s3.oquv.uz"}, "talim.E049"),
        ({"backup_nightly": True}, "talim.E052"),
        ({"backup_to": "/mnt/backup"}, "talim.W053"),
    ],
)  # fmt: skip
def test_harmful_production_setting_is_reported_with_a_hint(settings, changes, problem, tmp_path):
    settings.ENV = env(**PRODUCTION, media_root=tmp_path)
    assert ids(check_production(None)) == []
    settings.ENV = SimpleNamespace(**{**vars(settings.ENV), **changes})
    (message,) = check_production(None)
    assert message.id == problem
    assert message.hint


def test_backup_folder_within_the_media_folder_is_an_error(settings, tmp_path):
    base = vars(env(**PRODUCTION, media_root=tmp_path / "media", backup_passphrase="p" * 12))
    for to, problems in ((tmp_path / "media" / "archive", ["talim.E054"]), (tmp_path / "media-of-old", [])):
        settings.ENV = SimpleNamespace(**{**base, "backup_to": str(to)})
        assert ids(check_production(None)) == problems


def test_payme_addresses_without_trusted_proxies_are_an_error(settings, tmp_path):
    settings.ENV = env(**{**PRODUCTION, "payme_addresses": ["185.234.113.0/28"], "trusted_proxies": 0})
    assert ids(check_production(None)) == ["talim.W032", "talim.E033"]


def test_files_left_in_media_root_after_a_move_to_s3_are_reported(settings, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("x")
    settings.ENV = env(**{**PRODUCTION, "s3_bucket": "b", "media_root": tmp_path})
    assert ids(check_production(None)) == ["talim.W050"]


@pytest.mark.parametrize(
    ("host", "private"),
    [("postgres", True), ("127.0.0.1", True), ("[::1]", True), ("10.1.2.3", True), ("box.local", True),
     ("talim.localhost", True),
     ("talim.oquv.uz", False), ("8.8.8.8", False), (".oquv.uz", False)],
)  # fmt: skip
def test_a_name_is_private_or_public(host, private):
    assert is_private_host(host) is private
