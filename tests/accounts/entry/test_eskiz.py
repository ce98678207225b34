"""Eskiz's protocol: one token for all, renewed once, a send repeated only after a 401, no loops."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.models import Job, JobState
from apps.messaging import eskiz, services, sms
from apps.messaging.errors import MessageRefused, NotSent
from apps.messaging.models import ProviderToken
from apps.settings.services import update_system_settings
from tests.processes import find_free_port
from tests.servers.eskiz import eskiz_server

PHONE = "+998901234567"


@pytest.fixture
def server(monkeypatch):
    with eskiz_server() as running:
        for name, value in running.env.items():
            monkeypatch.setattr(settings.ENV, name.lower(), value)
        yield running


def send(text: str = "Talim: kodingiz 493817.") -> str:
    return eskiz.send_sms(to=PHONE, text=text)


def test_sms_request_is_correct_and_the_token_is_sealed(db, server):
    first, second = send(), send("two")
    assert first != second
    assert server.sent[0] == {"mobile_phone": "998901234567", "message": "Talim: kodingiz 493817.", "from": "4546"}
    assert server.calls == ["/auth/login", "/message/sms/send", "/message/sms/send"]
    row = ProviderToken.objects.get()
    assert b"eyJ" not in bytes(row.sealed)
    assert row.expires_at is not None
    assert timedelta(days=29) < row.expires_at - timezone.now() < timedelta(days=30, seconds=1)


def test_expired_token_is_refreshed_and_the_send_repeated_once(db, server):
    send()
    server.expire()
    send("after")
    assert server.counted("/auth/refresh") == 1
    assert server.counted("/auth/login") == 1
    assert [form["message"] for form in server.sent][-1] == "after"


def test_revoked_token_causes_a_new_login(db, server):
    send()
    server.revoke()
    send("after")
    assert (server.counted("/auth/refresh"), server.counted("/auth/login")) == (0, 2)


def test_token_is_renewed_a_day_early_or_by_login(db, server):
    send()
    ProviderToken.objects.update(expires_at=timezone.now() + timedelta(hours=23))
    send()
    assert (server.counted("/auth/refresh"), server.counted("/auth/login")) == (1, 1)
    server.revoke()
    ProviderToken.objects.update(expires_at=timezone.now() + timedelta(hours=23))
    send()
    assert (server.counted("/auth/refresh"), server.counted("/auth/login")) == (2, 2)


def test_token_sealed_with_a_lost_key_is_replaced(db, server):
    send()
    ProviderToken.objects.update(sealed=b"x" * 60)
    send()
    assert server.counted("/auth/login") == 2


def test_refused_credentials_are_not_retried_for_ten_minutes(db, server):
    server.password = "another"
    for _ in range(3):
        with pytest.raises(MessageRefused, match="credentials"):
            send()
    assert server.counted("/auth/login") == 1
    server.password = "api-password"
    ProviderToken.objects.update(refused_until=timezone.now())
    send()


@pytest.mark.parametrize("status", [400, 422, 429, 500])
def test_refused_or_uncertain_send_is_not_repeated(db, server, status):
    server.answers = [status]
    with pytest.raises(MessageRefused):
        send()
    assert server.counted("/message/sms/send") == 1


def test_timeout_counts_as_maybe_sent_and_no_connection_as_not_sent(db, server, monkeypatch):
    send()
    server.silent = True
    with pytest.raises(MessageRefused, match="may have gone out"):
        send()
    monkeypatch.setattr(settings.ENV, "eskiz_url", f"http://127.0.0.1:{find_free_port()}/api")
    with pytest.raises(NotSent):
        send()


def test_foreign_phone_uses_its_own_call_when_allowed(db, server):
    with pytest.raises(MessageRefused):
        sms.send_sms(to="+14155552671", text="x")
    update_system_settings(actor=None, foreign_phones=True)
    sms.send_sms(to="+14155552671", text="код")
    assert server.sent[0]["country_code"] == "US"
    assert server.sent[0]["unicode"] == "1"


@pytest.mark.parametrize("ended", ["never", "expire", "revoke"])
def test_only_one_of_eight_parallel_sends_fetches_the_token(transactional_db, server, ended):
    if ended != "never":
        send()
        getattr(server, ended)()
    before = len([call for call in server.calls if call.startswith("/auth/")])

    def one(number: int) -> str:
        try:
            return send(f"number {number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(one, range(8)))

    assert len(set(ids)) == 8
    assert len([call for call in server.calls if call.startswith("/auth/")]) - before == 1


def test_job_refused_by_eskiz_ends_without_the_message_in_logs(run_jobs, server):
    server.answers = [422]
    with unit_of_work():
        services.enqueue_sms(to=PHONE, text="oʻqish kodi 493817")
    run_jobs()
    row = Job.objects.get(kind="messaging.send_sms")
    assert (row.state, bytes(row.sealed or b"")) == (JobState.DONE, b"")
    assert "493817" not in row.reason + str(row.payload)
    assert PHONE not in row.reason + str(row.payload)
