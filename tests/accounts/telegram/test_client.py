"""The Bot API's client: what is tried again and when, what is not, and that the token stays where it is."""

import logging
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.models import Job, JobState
from apps.messaging import services, telegram
from apps.messaging.errors import AccountProblem, MessageRefused, NotSent, ProviderBusy, RecipientBlocked
from apps.messaging.models import ProviderToken
from tests.accounts.telegram.chat import new_chat
from tests.processes import find_free_port
from tests.servers.telegram import TOKEN

pytestmark = pytest.mark.django_db
CHAT = str(new_chat())


@pytest.fixture
def send(server, run_jobs):
    """Enqueue one message and do the worker's work; the job afterwards."""

    def send() -> Job:
        with unit_of_work():
            services.enqueue_telegram(to=CHAT, text="kod 493817")
        run_jobs()
        return Job.objects.filter(kind="messaging.send_telegram").latest("created_at")

    return send


@pytest.mark.parametrize(
    ("status", "text", "error"),
    [
        (403, "Forbidden: bot was blocked by the user", RecipientBlocked),
        (403, "Forbidden: user is deactivated", RecipientBlocked),
        (400, "Bad Request: chat not found", RecipientBlocked),
        (400, "Bad Request: message is too long", MessageRefused),
        (401, "Unauthorized", AccountProblem),
        (404, "Not Found", AccountProblem),
        (500, "Internal Server Error", NotSent),
        (502, "Bad Gateway", NotSent),
    ],
)
def test_each_telegram_error_is_mapped(server, status, text, error):
    server.answers = [(status, text, {})]
    with pytest.raises(error) as caught:
        telegram.send_message(to=CHAT, text="kod 493817")
    assert type(caught.value) is error
    assert server.calls == 1


def test_retry_after_delays_all_messages(server, send, run_jobs):
    server.answers = [(429, "Too Many Requests: retry after 35", {"retry_after": 35})]
    job = send()
    assert (job.state, job.failures) == (JobState.QUEUED, 0)
    assert timedelta(seconds=30) < job.run_at - timezone.now() <= timedelta(seconds=35)
    with pytest.raises(ProviderBusy):
        telegram.send_message(to=CHAT, text="another")
    assert server.calls == 1
    ProviderToken.objects.update(refused_until=timezone.now())
    Job.objects.update(run_at=timezone.now())
    run_jobs()
    job.refresh_from_db()
    assert (job.state, server.texts_to(int(CHAT))) == (JobState.DONE, ["kod 493817"])


def test_no_answer_and_no_connection_are_retried(server, send, monkeypatch):
    server.silent = True
    assert send().state == JobState.QUEUED
    monkeypatch.setattr(settings.ENV, "telegram_url", f"http://127.0.0.1:{find_free_port()}")
    assert send().state == JobState.QUEUED


def test_permanent_refusal_ends_the_job_without_the_message_in_logs(server, send):
    server.answers = [(400, "Bad Request: can't parse entities", {})]
    job = send()
    assert (job.state, bytes(job.sealed or b"")) == (JobState.DONE, b"")
    assert "493817" not in job.reason + str(job.payload)
    assert CHAT not in job.reason + str(job.payload)


def test_without_a_bot_nothing_is_sent(send, monkeypatch):
    monkeypatch.setattr(settings.ENV, "telegram_bot_token", "")
    assert send().state == JobState.DEAD


def test_bot_token_is_in_no_log_error_or_row(caplog, server, send, monkeypatch):
    caplog.set_level(logging.DEBUG)
    send()
    server.answers = [(500, "x", {}), (401, "Unauthorized", {}), (429, "slow", {"retry_after": 1})]
    jobs = [send() for _ in range(3)]
    ProviderToken.objects.update(refused_until=None)
    monkeypatch.setattr(settings.ENV, "telegram_url", f"http://127.0.0.1:{find_free_port()}")
    jobs.append(send())

    assert [job.failures for job in jobs] == [1, 1, 0, 1]
    assert "Traceback" in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text
    assert all(TOKEN.partition(":")[2] not in job.reason for job in jobs)
