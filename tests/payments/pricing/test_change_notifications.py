"""Whoever pays is written to when a payment that stands gets dearer or cheaper: once, and why."""

from datetime import date

import pytest

from apps.accounts.models import Guardian
from apps.notifications.models import Notification
from tests.payments.payment_data import pay_cash, uzs
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.usefixtures("english_centre")
SEVENTH, NINTH = date(2026, 9, 7), date(2026, 9, 9)


@pytest.fixture
def billed(group, pupil, parent, admin):
    """The pupil's September, which a parent pays; lessons with a mark that is not charged are credited."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=True)
    pricing_data.create_month(group, credit_uncharged=True)
    pricing_data.run_billing(admin)
    return pricing_data.get_month_payment(pupil)


def list_notifications():
    """Who was written to of a change, and what; the first one first."""
    rows = Notification.objects.filter(type="payments.changed").select_related("user").order_by("id")
    return [(row.user, row.data) for row in rows]


def test_payer_is_notified_once_of_new_price_and_reason(billed, group, pupil, parent, admin):
    assert list_notifications() == []
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_and_reprice(group, NINTH, pupil, "excused", by=admin)
        pricing_data.run_jobs()
    ((person, data),) = list_notifications()
    assert person == parent
    assert (data["student"], data["student_id"]) == (pupil.full_name, str(pupil.pk))
    assert data["amount"].startswith("412")
    assert data["reason"] == "09.09.2026: Excused, not charged"


def test_notification_has_the_total_with_corrections(billed, group, pupil, parent, admin, shift):
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_and_reprice(group, SEVENTH, pupil, "excused", by=admin)
        pay_cash(pricing_data.get_month_payment(pupil), shift)
        pricing_data.mark_and_reprice(group, SEVENTH, pupil, "present", by=admin)
        for day in (SEVENTH, NINTH):
            pricing_data.mark_pupil(group, day, pupil, "excused", by=admin)
        pricing_data.run_jobs()
    amounts = [data["amount"].replace("\u00a0", " ") for _person, data in list_notifications()]
    assert amounts == ["412 500 soʻm", "450 000 soʻm", "375 000 soʻm"]
    assert {person for person, _data in list_notifications()} == {parent}


def test_drafts_and_unchanged_prices_are_not_notified(billed, group, pupil, manager, admin, client_for):
    client = client_for(manager)
    with pricing_data.travel_to(NINTH):
        pricing_data.mark_and_reprice(group, SEVENTH, pupil, "present", by=admin)
    body = {"student": str(pupil.pk), "group": str(group.pk), "kind": "other", "title": "Books", "due_on": "2030-01-01"}
    answer = client.post("/payments/", {**body, "amount": uzs(100), "draft": True}, idempotency_key="draft")
    path = f"/payments/{answer.json['id']}/"
    assert client.patch(path, {"amount": uzs(200), "reason": "A box more"}).status == 200
    assert list_notifications() == []
    assert client.patch(path, {"status": "pending"}).status == 200
    assert client.patch(path, {"amount": uzs(300), "reason": "Two boxes"}).status == 200
    assert [data["reason"] for _person, data in list_notifications()] == ["Two boxes"]
