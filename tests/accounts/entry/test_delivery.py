"""How messages leave: by SMTP with retries that make sense, into files while no provider is set, never too late."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.models import Job, JobState
from apps.messaging import services
from tests.accounts.entry import signup
from tests.processes import find_free_port
from tests.servers.smtp import smtp_server

pytestmark = pytest.mark.django_db
TO = "jasur@example.uz"


@pytest.fixture
def smtp(monkeypatch, settings):
    with smtp_server() as running:
        monkeypatch.setattr(settings.ENV, "email_host", "127.0.0.1")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", running.port, False
        yield running


@pytest.fixture
def send(run_jobs):
    """Enqueue one e-mail and do the worker's work; the job afterwards."""

    def send(subject: str = "Kod", text: str = "Kod: 493817, oʻqish") -> Job:
        with unit_of_work():
            services.enqueue_email(to=TO, subject=subject, text=text)
        run_jobs()
        return Job.objects.latest("created_at")

    return send


def test_email_arrives_as_written(smtp, send):
    assert send().state == JobState.DONE
    ((recipients, message),) = smtp.messages
    assert (recipients, message["subject"], message["from"]) == ([TO], "Kod", settings.DEFAULT_FROM_EMAIL)
    assert message.get_content().strip() == "Kod: 493817, oʻqish"


def test_subject_cannot_inject_headers(smtp, send):
    assert send(subject="Kod\r\nBcc: other@example.uz").state == JobState.DONE
    ((recipients, message),) = smtp.messages
    assert (recipients, message["bcc"]) == ([TO], None)


@pytest.mark.parametrize(
    ("answer", "state"), [("550 no such person", JobState.DONE), ("451 come back later", JobState.QUEUED)]
)
def test_permanent_refusal_ends_the_job_and_temporary_one_is_retried(smtp, send, answer, state):
    smtp.answer_to_recipient = answer
    job = send()
    assert (job.state, job.failures) == (state, 1)
    assert TO not in job.reason
    assert "493817" not in job.reason


@pytest.mark.parametrize(
    ("command", "answer", "state"),
    [
        ("MAIL", "552 larger than we take", JobState.DONE),
        ("MAIL", "452 too much now", JobState.QUEUED),
        ("DATA", "554 no", JobState.DONE),
        ("DATA", "451 not now", JobState.QUEUED),
    ],
)
def test_smtp_5xx_is_final_and_4xx_is_retried(smtp, send, command, answer, state):
    smtp.answers = {command: answer}
    job = send()
    assert (job.state, smtp.messages) == (state, [])
    assert TO not in job.reason


@pytest.mark.parametrize(
    ("greeting", "answers"),
    [
        ("554 no service here", {}),
        ("220 here", {"EHLO": "554 not you", "HELO": "554 not you"}),
        ("220 here", {"MAIL": "530 authentication required"}),
        ("220 here", {"MAIL": "553 not an address of yours"}),
    ],
    ids=["connection", "greeting", "no log-in", "sender"],
)
def test_refusal_independent_of_the_recipient_needs_an_operator(smtp, send, greeting, answers):
    smtp.greeting, smtp.answers = greeting, answers
    job = send()
    assert (job.state, smtp.messages) == (JobState.DEAD, [])
    assert "takes no letters from us" in job.reason
    assert TO not in job.reason


def test_refused_smtp_login_needs_an_operator(smtp, send, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "talim", "another"
    smtp.answers = {"EHLO": "250-here\r\n250 AUTH PLAIN", "AUTH": "535 no"}
    assert send().state == JobState.DEAD


def test_nothing_is_sent_when_starttls_is_required_and_not_offered(smtp, send, settings):
    settings.EMAIL_USE_TLS = True
    assert (send().state, smtp.messages) == (JobState.QUEUED, [])


def test_no_answer_after_the_message_is_retried_under_the_same_message_id(smtp, send, run_jobs, settings, monkeypatch):
    monkeypatch.setattr(settings.ENV, "email_from", "Talim <no-reply@oquv.uz>")
    smtp.cuts_off = True
    assert (send().state, len(smtp.messages)) == (JobState.QUEUED, 1)
    smtp.cuts_off = False
    Job.objects.update(run_at=timezone.now() - timedelta(seconds=1))
    run_jobs()
    first, second = (message["message-id"] for _recipients, message in smtp.messages)
    assert first == second == f"<{Job.objects.get().pk}@oquv.uz>"
    assert send().state == JobState.DONE
    assert smtp.messages[-1][1]["message-id"] != first


def test_invalid_address_ends_the_job_and_is_not_logged(smtp, run_jobs):
    with unit_of_work():
        services.enqueue_email(to="jasur@example.uz\nBcc: x@example.uz", subject="Kod", text="x")
    run_jobs()
    job = Job.objects.get()
    assert (job.state, smtp.messages, "jasur" in job.reason) == (JobState.DONE, [], False)


def test_unreachable_mail_server_is_retried(smtp, send, run_jobs, settings):
    settings.EMAIL_PORT = find_free_port()
    job = send()
    assert (job.state, job.failures) == (JobState.QUEUED, 1)
    settings.EMAIL_PORT = smtp.port
    Job.objects.update(run_at=timezone.now())
    run_jobs()
    assert len(smtp.messages) == 1


def test_expired_code_is_not_sent(smtp, run_jobs):
    with unit_of_work():
        services.enqueue_email(to=TO, subject="Kod", text="x", until=timezone.now() + timedelta(minutes=10))
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
        run_jobs()
    assert (Job.objects.get().state, smtp.messages) == (JobState.DONE, [])


def test_messages_are_private_files_without_mail_server_and_eskiz(send, settings, tmp_path):
    folder = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = folder
    settings.ENV = settings.ENV.model_copy(update={"outbox_root": folder})
    send(text="Ваш код 493817")
    with unit_of_work():
        services.enqueue_sms(to="+998901234567", text="oʻquv markazi – kod 493817")
    signup.run_message_jobs()

    assert folder.stat().st_mode & 0o777 == 0o700
    (mail,), (sms,) = folder.glob("*.log"), folder.glob("*.sms")
    assert "Ваш код 493817" in mail.read_text(encoding="utf-8")
    assert sms.read_text(encoding="utf-8") == "To: +998901234567\n\no'quv markazi - kod 493817\n"
    assert sms.stat().st_mode & 0o777 == 0o600
