"""`manage.py doctor`: what is broken is named with what to do, by real broken things; nothing else is called broken."""

import json
import os
import resource
import socket
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from apps.accounts.services import mfa
from project.doctor import certificate, clock, database, mail, ports, providers, redis_server, runtime, speech, store
from project.doctor.findings import DoctorCheck, FindingLevel
from project.doctor.runner import CHECKS, get_worst_level, run_checks
from tests import factories
from tests.processes import ROOT, find_free_port, get_test_database_url
from tests.programs import write_program
from tests.project.doctor_findings import get_levels, get_texts
from tests.project.sql import invalidate_index, query
from tests.servers.eskiz import eskiz_server
from tests.servers.old_postgres import start_old_postgres
from tests.servers.smtp import smtp_server
from tests.servers.stripe import stripe_server
from tests.servers.telegram import NAME, telegram_server
from tests.servers.tls_server import CertificateAuthority, start_tls_server

PASSWORD = "hunter2"


def doctor(*words, limit=None, **env):
    """The exit status and the findings of the command in a process of its own; no secret is ever in what it says."""
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json", *words],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings", "DATABASE_URL": get_test_database_url()} | env,
        cwd=ROOT, capture_output=True, text=True, timeout=120, preexec_fn=limit, check=False,
    )  # fmt: skip
    assert PASSWORD not in done.stdout + done.stderr
    return done.returncode, json.loads(done.stdout)


def test_doctor_reports_old_database_missing_redis_and_full_disk_with_exit_status_1(db, tmp_path):
    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, resource.RLIM_INFINITY))

    with start_old_postgres() as url:
        status, findings = doctor(
            "--only", "database", "migrations", "connections", "processes", "redis", "store",
            limit=no_room, DATABASE_URL=url, MEDIA_ROOT=str(tmp_path), PYTHONDONTWRITEBYTECODE="1",
            REDIS_URL=f"redis://:{PASSWORD}@127.0.0.1:{find_free_port()}/0",
        )  # fmt: skip
    assert status == 1
    by_check = {finding["check"]: finding for finding in findings}
    assert "13.4" in by_check["database"]["text"]
    assert "does not answer" in by_check["redis"]["text"]
    assert "File too large" in by_check["store"]["text"]
    assert {finding["level"] for finding in findings} == {"bad"}
    assert all(finding["remedy"] for finding in findings)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size] == []


def test_healthy_parts_are_reported_ok(db):
    assert get_levels(database.check_database_server()) == [FindingLevel.OK]
    for look in (database.check_migrations, store.check_file_store, clock.check_database_clock):
        assert get_levels(look()) == [FindingLevel.OK]
    assert FindingLevel.BAD not in get_levels(database.check_connection_limit())
    assert get_levels(redis_server.check_redis())[0] == FindingLevel.OK
    assert get_worst_level([]) == FindingLevel.OK


def test_other_checks_run_without_postgresql(db, monkeypatch):
    nowhere = {"HOST": "127.0.0.1", "PORT": str(find_free_port()), "OPTIONS": {}, "PASSWORD": PASSWORD}
    for name, value in nowhere.items():
        monkeypatch.setitem(connections.settings["default"], name, value)
    wanted = {"database", "migrations", "connections", "store", "clock", "processes", "jobs", "backup", "payme"}
    findings = run_checks([check for check in CHECKS if check.name in wanted])
    assert {finding.level for finding in findings if finding.check == "clock"} <= {FindingLevel.OK, FindingLevel.WARN}
    judged = {finding.check: finding.level for finding in findings if finding.check != "clock"}
    assert judged == {"database": "bad", "migrations": "bad", "store": "ok", "payme": "ok"}
    assert "does not answer" in get_texts(findings)
    assert PASSWORD not in get_texts(findings)


def test_waiting_invalid_or_unknown_migrations_are_bad(db):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("payments", "9999_from_the_future")
    assert "payments.9999_from_the_future" in get_texts(database.check_migrations())
    recorder.record_unapplied("payments", "9999_from_the_future")
    newest = max(name for app, name in recorder.applied_migrations() if app == "payments")
    recorder.record_unapplied("payments", newest)
    assert f"1 are not applied: payments.{newest}" in get_texts(database.check_migrations())
    first = ("accounts", "0001_initial")
    recorder.record_applied("payments", newest)
    recorder.record_unapplied(*first)
    assert get_levels(database.check_migrations()) == [FindingLevel.BAD]
    recorder.record_applied(*first)
    invalidate_index("job_leased")
    assert "DROP INDEX CONCURRENTLY job_leased" in get_texts(database.check_migrations())


@pytest.mark.parametrize(
    ("host", "days", "level", "words"),
    [
        ("localhost", 60.5, FindingLevel.OK, "60 days"),
        ("localhost", 13.5, FindingLevel.WARN, "13 days"),
        ("localhost", -1, FindingLevel.BAD, "has expired"),
        ("other.oquv.uz", 60, FindingLevel.BAD, "another name"),
    ],
)
def test_the_certificate_is_judged_as_browsers_do(host, days, level, words, tmp_path, variables, monkeypatch):
    authority = CertificateAuthority(tmp_path)
    with start_tls_server(authority.certificate(host, days=days)) as port:
        variables(frontend_url=f"https://localhost:{port}/")
        assert "do not trust" in get_texts(certificate.check_frontend_certificate())
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        assert get_levels(certificate.check_frontend_certificate()) == [level]
        assert words in get_texts(certificate.check_frontend_certificate())


def test_a_store_that_cannot_be_written_to_is_bad(settings, variables, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    for folder in (in_the_way / "media", "/proc/talim"):
        settings.MEDIA_ROOT = str(folder)
        assert get_levels(store.check_file_store()) == [FindingLevel.BAD]
    options = {"bucket_name": "b", "endpoint_url": f"http://127.0.0.1:{find_free_port()}", "region_name": "us-east-1",
               "access_key": "a", "secret_key": PASSWORD}  # fmt: skip
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "apps.core.s3.S3Store", "OPTIONS": options}}
    variables(s3_bucket="b")
    (finding,) = store.check_file_store()
    assert finding.level == FindingLevel.BAD
    assert PASSWORD not in get_texts([finding])


def test_mail_server_is_checked_without_sending_mail(variables):
    assert get_levels(mail.check_mail_server()) == [FindingLevel.WARN]
    with smtp_server() as server:
        variables(email_host="127.0.0.1", email_port=server.port, email_security="none")
        assert get_levels(mail.check_mail_server()) == [FindingLevel.OK]
        variables(email_user="talim", email_password=PASSWORD)
        server.answers["EHLO"] = "250-here\r\n250 AUTH PLAIN"
        server.answers["AUTH"] = "535 no"
        (finding,) = mail.check_mail_server()
        assert finding.level == FindingLevel.BAD
        assert "credentials" in finding.text
        assert server.messages == []
    assert get_levels(mail.check_mail_server()) == [FindingLevel.BAD]


def test_telegram_bot_and_updates_are_checked(variables):
    with telegram_server() as server:
        variables(**{name.lower(): value for name, value in server.env.items()})
        assert get_levels(providers.check_telegram()) == [FindingLevel.OK, FindingLevel.BAD]
        server.webhook = "https://talim.oquv.uz/"
        assert get_levels(providers.check_telegram()) == [FindingLevel.OK]
        variables(telegram_webhook_secret="")
        assert "webhook" in get_texts(providers.check_telegram())
        server.webhook = ""
        assert get_levels(providers.check_telegram()) == [FindingLevel.OK]
        variables(telegram_bot_name="another_bot")
        assert f"@{NAME}" in get_texts(providers.check_telegram())
        server.revoked = True
        assert get_levels(providers.check_telegram()) == [FindingLevel.BAD]
    assert get_levels(providers.check_telegram()) == [FindingLevel.BAD]
    assert server.env["TELEGRAM_BOT_TOKEN"] not in get_texts(providers.check_telegram())


def test_packages_are_off_without_an_origin_and_fit_the_pages(settings, tmp_path):
    settings.PACKAGES_ORIGIN, settings.H5P_ROOT = "", tmp_path
    (finding,) = providers.check_packages()
    assert (finding.level, "PACKAGES_ORIGIN" in finding.text) == (FindingLevel.OK, True)
    settings.PACKAGES_ORIGIN = "https://packages.talim.example.uz"
    findings = list(providers.check_packages())
    assert [finding.level for finding in findings] == [FindingLevel.WARN, FindingLevel.WARN, FindingLevel.OK]
    assert "install-h5p" in findings[1].remedy


def test_eskiz_stripe_and_payme_are_checked(db, variables):
    with eskiz_server() as server:
        variables(**{name.lower(): value for name, value in server.env.items()})
        assert FindingLevel.BAD not in get_levels(providers.check_sms())
    with stripe_server() as server:
        variables(**{name.lower(): value for name, value in server.env.items()})
        variables(stripe_webhook_secrets=["whsec_12345678"])
        assert "a test key" in get_texts(providers.check_stripe())
    assert FindingLevel.BAD in get_levels(providers.check_stripe())
    variables(payme_merchant_id="m", payme_key="k" * 16)
    assert get_levels(providers.check_payme()) == [FindingLevel.OK]
    variables(payme_test_mode=True)
    assert get_levels(providers.check_payme()) == [FindingLevel.BAD]


@pytest.mark.parametrize(
    ("front", "hosts", "origins", "is_reported"),
    [
        ("https://talim.oquv.uz", ["talim.oquv.uz"], [], False),
        ("https://talim.oquv.uz:8443/", [".oquv.uz"], [], False),
        ("https://pages.oquv.uz", ["talim.oquv.uz"], ["https://pages.oquv.uz"], False),
        ("https://pages.oquv.uz", ["talim.oquv.uz"], [], True),
    ],
)
def test_wrong_return_url_of_payers_is_reported(variables, front, hosts, origins, is_reported):
    variables(payme_merchant_id="m", payme_key="k" * 16, payme_test_mode=False)
    variables(frontend_url=front, allowed_hosts=hosts, cors_allowed_origins=origins)
    assert (FindingLevel.WARN in get_levels(providers.check_payme())) is is_reported
    assert ("FRONTEND_URL" in " ".join(finding.remedy for finding in providers.check_payme())) is is_reported


@pytest.mark.django_db
def test_push_set_up_is_reported(variables):
    variables(vapid_private_key="")
    assert get_texts(providers.check_push()).startswith("not set up")
    variables(vapid_private_key="k" * 43)
    assert get_texts(providers.check_push()).startswith("0 browsers")


def test_public_private_port_is_reported(variables):
    for host, is_public in (("127.0.0.1", False), ("0.0.0.0", True)):
        with socket.create_server((host, 0)) as listening:
            port = listening.getsockname()[1]
            variables(redis_url=f"redis://127.0.0.1:{port}/0")
            texts = get_texts(ports.check_open_ports())
        assert (f"Redis (port {port}) listens on every address" in texts) == (f"port {port}" in texts) == is_public


def test_models_and_gpu_are_checked_only_where_speech_runs(variables, monkeypatch, tmp_path):
    write_program(tmp_path / "nvidia-smi", "#!/bin/sh\necho 'no device' >&2; exit 9\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    variables(talim_cache=str(tmp_path / "nothing"), whisper_model="", whisper_device="auto")
    looks = (speech.check_models, speech.check_gpu)
    assert [get_levels(look()) for look in looks] == [[FindingLevel.BAD], [FindingLevel.BAD]]
    variables(speech_here=False)
    assert [get_levels(look()) for look in looks] == [[FindingLevel.OK], [FindingLevel.OK]]
    assert all("not needed here" in get_texts(look()) for look in looks)


def test_missing_torch_is_a_warning_where_speech_runs(variables, monkeypatch):
    variables(speech_here=True)
    assert "torch 2." in get_texts(speech.check_torch())
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert get_levels(speech.check_torch()) == [FindingLevel.WARN]
    assert "./talim setup" in get_texts(speech.check_torch())
    variables(speech_here=False)
    assert get_levels(speech.check_torch()) == [FindingLevel.OK]


def test_unfinished_restore_is_bad_and_blocks_workers(transactional_db, admin):
    def ready():
        parts = factories.client_for(admin).get("/health/ready/").json["checks"]
        return {part["name"]: part for part in parts}["database"]

    assert ready()["ok"]
    query("CREATE SCHEMA talim_restore; CREATE TABLE talim_restore.unfinished AS SELECT 'a set' AS name")
    try:
        for worker in ("worker", "scheduler", "speech", "telegram"):
            with pytest.raises(SystemCheckError, match="A restore of a set into this database was ended before"):
                call_command(worker, skip_checks=False)
        assert "Start the same `manage.py restore` again" in get_texts(runtime.check_configuration())
        assert "a restore of a set was ended" in ready()["detail"]
    finally:
        query("DROP SCHEMA talim_restore CASCADE")
    assert "A restore of" not in get_texts(runtime.check_configuration())


def test_hanging_or_failing_check_does_not_block_the_others():
    def hangs():
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.accept()

    def breaks():
        raise RuntimeError(PASSWORD)

    opened = DoctorCheck("c", ports.check_open_ports)
    findings = run_checks([DoctorCheck("a", hangs, seconds=0.05), DoctorCheck("b", breaks), opened])
    assert [(finding.check, finding.level) for finding in findings][:2] == [("a", "bad"), ("b", "bad")]
    assert findings[2].check == "ports"
    assert PASSWORD not in get_texts(findings)


def test_wrong_secret_key_is_bad_until_the_old_one_is_added(db, settings):
    def seal_factor(name):
        person = factories.make_user(factories.Role.TEACHER, name)
        person.set_password(PASSWORD)
        mfa.start_setup(user=person, password=PASSWORD)

    assert list(runtime.check_sealed_data()) == []
    seal_factor("Nilufar")
    assert get_levels(runtime.check_sealed_data()) == [FindingLevel.OK]
    old, settings.SECRET_KEY = settings.SECRET_KEY, "of another server " + "x" * 40
    assert get_levels(runtime.check_sealed_data()) == [FindingLevel.BAD]
    assert "second factors -> Put the key of the old server" in get_texts(runtime.check_sealed_data())
    settings.SECRET_KEY_FALLBACKS = [old]
    assert get_levels(runtime.check_sealed_data()) == [FindingLevel.OK, FindingLevel.WARN]
    reseal = "1 rows are opened by a key in SECRET_KEY_FALLBACKS alone -> Run manage.py reseal"
    assert reseal in get_texts(runtime.check_sealed_data())
    seal_factor("Sardor")
    settings.SECRET_KEY_FALLBACKS = []  # what the new key sealed opens, what the old one sealed does not
    assert get_levels(runtime.check_sealed_data()) == [FindingLevel.BAD]
