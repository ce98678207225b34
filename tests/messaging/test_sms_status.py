"""What becomes of an SMS: Eskiz is asked at set times, and the row only moves forward."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.jobs.models import Job, JobState
from apps.messaging import sms
from apps.messaging.errors import DeliveryUnknown
from apps.messaging.models import SmsMessage
from tests.messaging.conftest import FOLLOW, PHONE, asked, call_back, the_sms, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        ("DELIVERED", "delivered", ""),
        ("DELIVRD", "delivered", ""),
        ("delivered", "delivered", ""),
        ("UNDELIV", "failed", "undelivered"),
        ("EXPIRED", "failed", "expired"),
        ("REJECTD", "failed", "rejected"),
        ("REJECTED", "failed", "rejected"),
        ("DELETED", "failed", "deleted"),
        ("ACCEPTED", "accepted", ""),
        ("PARTDELIVERED", "accepted", ""),
    ],
)
def test_each_eskiz_status_is_mapped_to_a_state(eskiz, sent, pass_time, status, state, reason):
    eskiz.says(sent, status)
    pass_time()
    row = the_sms()
    assert (row.state, row.word, row.parts, row.price) == (state, status, 1, 9550)
    assert (row.final_at is None) == (state == "accepted")
    heard = {"accepted": "sent"}.get(state, state)
    assert told() == [{"state": heard, "reason": reason, "parts": 1, "price": 9550, "key": "delivery 1"}]
    assert Job.objects.get(kind=FOLLOW).object_id == sent


def test_zero_price_is_unknown_until_the_sms_has_ended(eskiz, sent, pass_time):
    eskiz.price = 0
    eskiz.says(sent, "ACCEPTED")
    pass_time()
    eskiz.says(sent, "REJECTD")
    pass_time()
    assert [(heard["state"], heard["price"]) for heard in told()] == [("sent", None), ("failed", 0)]


@pytest.mark.parametrize("status", ["NEW", "waiting", "UNKNOWN", "something new"])
def test_unknown_eskiz_status_changes_nothing(eskiz, sent, pass_time, status):
    eskiz.says(sent, status)
    pass_time()
    assert (the_sms().state, told()) == ("waiting", [])


def test_after_four_requests_the_state_is_unknown_until_a_late_callback(eskiz, sent, pass_time):
    waits = []
    for _ in range(4):
        waits.append(Job.objects.get(kind="messaging.confirm_sms", state=JobState.QUEUED).run_at - timezone.now())
        pass_time()
    near = [round(wait / timedelta(minutes=1)) for wait in waits]
    assert near == [2, 10, 60, 360]
    assert (asked(eskiz), the_sms().state, told()) == (4, "unknown", [])
    eskiz.says(sent, "DELIVERED")
    assert call_back(sent, "DELIVRD").status == 200
    pass_time()
    assert the_sms().state == "delivered"


def test_status_requests_go_on_after_eskiz_was_unreachable(eskiz, sent, pass_time):
    eskiz.away = True
    pass_time()
    eskiz.away = False
    eskiz.says(sent, "DELIVERED")
    pass_time()
    assert the_sms().state == "delivered"
    assert not Job.objects.filter(kind="messaging.confirm_sms").exclude(state=JobState.DONE).exists()


def test_doubtful_sms_is_found_by_our_reference(eskiz, pass_time):
    eskiz.silent = True
    with pytest.raises(DeliveryUnknown):
        sms.send_sms(to=PHONE, text="Talim", follow=FOLLOW)
    eskiz.silent = False
    eskiz.rows += [dict(eskiz.rows[0], user_sms_id=None, request_id=str(number)) for number in range(250)]
    eskiz.says(eskiz.rows[0]["request_id"], "DELIVERED")
    pass_time()
    assert (the_sms().state, the_sms().provider_id) == ("delivered", eskiz.rows[0]["request_id"])
    assert [heard["state"] for heard in told()] == ["delivered"]
    assert len(eskiz.sent) == 1


def test_doubtful_sms_that_eskiz_does_not_know_is_unknown_and_not_sent_again(eskiz, pass_time):
    eskiz.silent, eskiz.knows_references = True, False
    with pytest.raises(DeliveryUnknown):
        sms.send_sms(to=PHONE, text="Talim")
    for _ in range(5):
        pass_time()
    assert (the_sms().state, the_sms().provider_id, len(eskiz.sent)) == ("unknown", "", 1)


def test_row_left_by_a_killed_process_is_matched_by_our_reference(eskiz, sent, pass_time):
    SmsMessage.objects.update(provider_id="", state="handing_over")
    eskiz.knows_references = True
    pass_time()
    assert (the_sms().state, the_sms().provider_id) == ("waiting", sent)
