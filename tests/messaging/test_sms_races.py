"""Several at once: of one key one SMS goes out, and of a callback that comes several times Eskiz is asked once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from apps.jobs.models import Job
from apps.messaging import sms
from apps.messaging.errors import DeliveryUnknown
from apps.messaging.models import SmsMessage
from tests.messaging.conftest import PHONE, call_back, the_sms

AT_ONCE = 6


def at_once(act):
    """What each of several threads got that did it together."""
    barrier = Barrier(AT_ONCE)

    def one(_number):
        try:
            barrier.wait()
            return act()
        except DeliveryUnknown as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


@pytest.mark.parametrize("key", ["delivery 1", ""], ids=["with a key", "without"])
def test_concurrent_sends_with_one_key_send_one_sms(transactional_db, eskiz, key):
    eskiz.slow = 0.2
    answers = at_once(lambda: sms.send_sms(to=PHONE, text="Talim", key=key))
    assert (len(eskiz.sent) == 1) == bool(key)
    taken = {answer for answer in answers if isinstance(answer, str)}
    assert taken == {row.provider_id for row in SmsMessage.objects.all()}
    assert {row.state for row in SmsMessage.objects.all()} == {"waiting"}


def test_concurrent_equal_callbacks_cause_one_status_request(transactional_db, eskiz):
    provider_id = sms.send_sms(to=PHONE, text="Talim")
    assert {answer.status for answer in at_once(lambda: call_back(provider_id, "DELIVRD"))} == {200}
    assert Job.objects.filter(kind="messaging.confirm_sms", payload__provider_id=provider_id).count() == 1
    assert the_sms().hint == "DELIVRD"
