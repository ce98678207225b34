"""Every way a send can end: what the caller is told, what the row says, how often Eskiz was asked."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest
from django.conf import settings

from apps.core.uow import unit_of_work
from apps.jobs.kinds import UnknownJobKind
from apps.jobs.models import Job, JobState
from apps.messaging import eskiz as client
from apps.messaging import services, sms
from apps.messaging.errors import AccountProblem, DeliveryUnknown, MessageRefused, NotSent
from apps.messaging.models import ProviderToken, SmsDay, SmsMessage
from tests.messaging.conftest import PHONE, the_sms
from tests.processes import find_free_port
from tests.servers.eskiz import EskizServer

pytestmark = pytest.mark.django_db

TEXT = "Talim: kodingiz 493817"
Prepare = Callable[[EskizServer, pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Way:
    """`asked`: how often Eskiz was asked to send; `state`: "" where there is no row; `left`: does Eskiz have it."""

    prepare: Prepare
    raised: type[Exception] | None
    state: str
    asked: int
    left: bool


def answering(status):
    return lambda server, _patch: setattr(server, "answers", [status])


def too_slow(server, patch):
    server.slow = 0.6
    patch.setattr(client, "TIMEOUT", httpx.Timeout(0.2, connect=5.0))


def nobody_there(_server, patch):
    patch.setattr(settings.ENV, "eskiz_url", f"http://127.0.0.1:{find_free_port()}/api")


WAYS = {
    "taken": Way(lambda server, _: None, None, "waiting", 1, True),
    "token expired": Way(lambda server, _: server.expire(), None, "waiting", 2, True),
    "token revoked": Way(lambda server, _: server.revoke(), None, "waiting", 2, True),
    "bad request": Way(answering(400), MessageRefused, "failed", 1, False),
    "text not approved": Way(answering(422), MessageRefused, "failed", 1, False),
    "account refused": Way(answering(403), AccountProblem, "failed", 1, False),
    "wrong path": Way(answering(404), AccountProblem, "failed", 1, False),
    "too many": Way(answering(429), DeliveryUnknown, "maybe", 1, False),
    "redirected": Way(answering(302), DeliveryUnknown, "maybe", 1, False),
    "server error": Way(answering(500), DeliveryUnknown, "maybe", 1, False),
    "gateway away": Way(answering(503), DeliveryUnknown, "maybe", 1, False),
    "no number in the answer": Way(answering(200), DeliveryUnknown, "maybe", 1, False),
    "nobody there": Way(nobody_there, NotSent, "", 0, False),
    "too slow": Way(too_slow, DeliveryUnknown, "maybe", 1, True),
    "cut off": Way(lambda server, _: setattr(server, "silent", True), DeliveryUnknown, "maybe", 1, True),
}


@pytest.mark.parametrize("name", WAYS)
def test_each_send_result_sets_the_error_state_and_number_of_requests(eskiz, monkeypatch, name):
    way = WAYS[name]
    sms.send_sms(to=PHONE, text="the one before")
    SmsMessage.objects.all().delete()
    way.prepare(eskiz, monkeypatch)
    if way.raised is None:
        assert sms.send_sms(to=PHONE, text=TEXT) == the_sms().provider_id != ""
    else:
        with pytest.raises(way.raised) as raised:
            sms.send_sms(to=PHONE, text=TEXT)
        assert type(raised.value) is way.raised
        assert PHONE[1:] not in str(raised.value)
    assert [row.state for row in SmsMessage.objects.all()] == ([way.state] if way.state else [])
    assert eskiz.counted("/message/sms/send") == 1 + way.asked
    assert (TEXT in eskiz.texts_to(PHONE)) == way.left
    assert SmsDay.objects.get().sent == (1 if way.raised is NotSent else 2)


def test_refused_credentials_have_their_own_error_and_send_nothing(eskiz):
    eskiz.password = "another"
    with pytest.raises(MessageRefused, match="credentials"):
        sms.send_sms(to=PHONE, text=TEXT)
    assert (the_sms().state, eskiz.counted("/message/sms/send")) == ("failed", 0)


def test_office_is_notified_of_refused_credentials_once(eskiz):
    eskiz.password = "another"
    for _ in range(2):
        ProviderToken.objects.update(refused_until=None)
        with pytest.raises(MessageRefused, match="credentials"):
            sms.send_sms(to=PHONE, text=TEXT)
    assert [job.object_id for job in Job.objects.filter(kind="portal.provider_refuses")] == ["eskiz"]


def test_send_request_has_callback_address_and_our_reference(eskiz, monkeypatch):
    sms.send_sms(to=PHONE, text=TEXT)
    (form,) = eskiz.sent
    assert form["callback_url"].startswith("https://talim.example.uz/api/v1/notifications/eskiz/callback/the-secret")
    assert form["user_sms_id"] == str(the_sms().pk)
    monkeypatch.setattr(settings.ENV, "eskiz_callback_url", "")
    sms.send_sms(to=PHONE, text=TEXT)
    assert "callback_url" not in eskiz.sent[1]


def test_sms_row_has_neither_text_nor_full_number(eskiz):
    sms.send_sms(to=PHONE, text=TEXT)
    values = " ".join(str(value) for value in SmsMessage.objects.values_list()[0])
    assert (the_sms().number, the_sms().parts) == ("+998 ** *** ** 67", 1)
    assert "493817" not in values
    assert "901234567" not in values


def test_sms_of_a_worker_that_died_while_sending_is_not_sent_again(eskiz, run_jobs):
    with unit_of_work():
        services.enqueue_sms(to=PHONE, text=TEXT)
    job = Job.objects.get()
    SmsMessage.objects.create(number="+998 ** *** ** 67", key=str(job.pk))
    run_jobs()
    job.refresh_from_db()
    assert (job.state, the_sms().state, eskiz.sent) == (JobState.DONE, "maybe", [])
    assert "may have gone out" in job.reason


def test_without_a_row_of_an_earlier_try_the_sms_is_sent(eskiz, run_jobs):
    with unit_of_work():
        services.enqueue_sms(to=PHONE, text=TEXT)
    run_jobs()
    assert len(eskiz.sent) == 1


def test_sms_with_the_same_key_is_sent_once_and_stays_refused_if_refused(eskiz):
    assert sms.send_sms(to=PHONE, text=TEXT, key="a") == sms.send_sms(to=PHONE, text=TEXT, key="a")
    eskiz.answers = [422]
    for _ in range(2):
        with pytest.raises(MessageRefused, match="take this SMS"):
            sms.send_sms(to=PHONE, text=TEXT, key="b")
    assert (len(eskiz.sent), eskiz.counted("/message/sms/send"), SmsDay.objects.get().sent) == (1, 2, 2)


def test_unknown_job_kind_to_follow_up_with_sends_nothing(eskiz):
    with pytest.raises(UnknownJobKind):
        sms.send_sms(to=PHONE, text=TEXT, follow="nobody.knows")
    assert (eskiz.sent, SmsMessage.objects.count()) == ([], 0)
