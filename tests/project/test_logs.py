"""Log lines: structured, with the ids of the request and the job, without secrets."""

import json
import logging
import os
import re

import structlog
from django.conf import settings

from apps.core import request_context
from tests.processes import run_python

SECRETS = ["hunter2", "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl", "s3cr3t-ticket", "AAHdqTcvCH1vGWJx", "7uQpY0c2kq3vJ8n5sX1t",
           "c4llb4ck-s3cr3t"]  # fmt: skip


def lines_of(code):
    """What a process of its own writes as JSON when it runs `code` with the project set up."""
    prepared = "import django; django.setup(); import logging, structlog; from apps.core import request_context\n"
    changes = {"LOG_FORMAT": "json", "LOG_LEVEL": "INFO", "DJANGO_SETTINGS_MODULE": "project.settings"}
    done = run_python(["-c", prepared + code], env={**os.environ, **changes})
    done.check_returncode()
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_line_is_one_json_object_with_the_ids_of_request_and_job():
    with_structlog, with_logging, outside = lines_of(
        "with request_context.use_request_context('request-1', job_id='job-1'):\n"
        "    structlog.get_logger('talim.test').info('scored', attempt='a1')\n"
        "    logging.getLogger('talim.test').warning('late by %s s', 5, extra={'kind': 'x'})\n"
        "logging.getLogger('talim.test').info('alone')\n"
    )
    assert (with_structlog["event"], with_structlog["attempt"]) == ("scored", "a1")
    assert (with_logging["event"], with_logging["kind"], with_logging["level"]) == ("late by 5 s", "x", "warning")
    for line in (with_structlog, with_logging):
        assert (line["request_id"], line["job_id"], line["logger"]) == ("request-1", "job-1", "talim.test")
        assert line["timestamp"].endswith("Z")
    assert "request_id" not in outside


def test_secrets_never_reach_a_line():
    (line,) = lines_of(
        "logging.getLogger('t').info('GET redis://:hunter2@127.0.0.1/0 with Bearer eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl '"
        "'https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJx/sendMessage',"
        " extra={'password': 'hunter2', 'refresh_token': 'hunter2', 'ticket': 's3cr3t-ticket',"
        " 'Authorization': 'Bearer hunter2', 'body': 'hunter2', 'url': 'postgres://u:hunter2@h/db', 'kept': 'seen',"
        " 'path': '/api/v1/lessons/calendar/7uQpY0c2kq3vJ8n5sX1t.ics',"
        " 'called': '/api/v1/notifications/eskiz/callback/c4llb4ck-s3cr3t/'})"
    )
    assert [secret for secret in SECRETS if secret in json.dumps(line)] == []
    assert (line["kept"], line["password"]) == ("seen", "[removed]")


def test_django_log_of_a_failed_request_holds_no_secret_path():
    opened, lost = lines_of(
        "from django.test import RequestFactory\n"
        "from django.urls import ResolverMatch\n"
        "request = RequestFactory().get('/api/v1/files/0pens-s0mething/')\n"
        "told = {'request': request, 'status_code': 503}\n"
        "request.resolver_match = ResolverMatch(print, (), {'token': '0pens-s0mething'})\n"
        "logging.getLogger('django.request').error('Unavailable: %s', request.path, extra=told)\n"
        "request.resolver_match = None\n"
        "logging.getLogger('django.request').error('Unavailable: %s', request.path, extra=told)\n"
    )
    assert opened["event"] == "Unavailable: /api/v1/files/[removed]/"
    assert lost["event"] == "Unavailable: [removed]"
    assert "0pens" not in json.dumps([opened, lost])


def test_only_phones_emails_and_error_values_are_removed_from_logs():
    kept = ["0189f3a0-9981-7b4b-bcce-b302099a8023", "2026-11-21T04:22:14.736838Z", "450000.00", "10.0.0.17:5432"]
    lost = [
        "+998901234567", "+998 90 123-45-67", "998901234567", "malika.k+x@oquv.example.uz",
        'DETAIL:  Key (name)=(Malika Karimova) already exists.', 'invalid input syntax for type uuid: "Malika"',
    ]  # fmt: skip
    (line,) = lines_of(f"logging.getLogger('t').info('all', extra={{'kept': {kept!r}, 'lost': {{'in': {lost!r}}}}})")
    assert line["kept"] == kept
    assert re.findall("90|123|malika|oquv|Karimova", json.dumps(line["lost"]), re.IGNORECASE) == []


def test_an_exception_is_part_of_its_line_and_objects_are_left_out():
    (line,) = lines_of(
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n"
        "    logging.getLogger('t').exception('broken', extra={'request': object(), 'count': 3})"
    )
    assert "ZeroDivisionError" in line["exception"]
    assert "request" not in line
    assert line["count"] == 3


def test_the_tests_themselves_log_at_their_own_level():
    assert logging.getLogger().level == getattr(logging, settings.ENV.log_level)
    assert request_context.get_request_id() == ""
    assert structlog.is_configured()
