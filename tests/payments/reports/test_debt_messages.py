"""Messages to debtors: previewed with people, texts and cost, guarded by the preview, sent once."""

import threading
from datetime import date
from functools import partial
from uuid import uuid4

import pytest

from api.payments import debtors
from apps.accounts.models import Guardian, OwnRole, User
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.notifications.models import NotificationLog, NotificationPreference, SmsMonth
from apps.payments.models import DebtContact
from apps.payments.services import debt_messages
from apps.settings.models import AuditLog, SystemSettings
from tests.concurrency import call_concurrently
from tests.factories import client_for, make_user
from tests.notifications.helpers import sms_to, with_phone
from tests.payments.payment_data import create_payment_due, create_second_branch, limit_to_branch, run_notification_jobs
from tests.payments.pricing.pricing_data import run_jobs
from tests.payments.reports.report_calls import get_json, travel_to

PART_PRICE = 200_00
PREVIEW, SEND = "/payments/debtors/message/preview/", "/payments/debtors/message/"
BY_SMS = {"channels": ["sms"]}


@pytest.fixture
def late(pupil, second_pupil, other_pupil, group, other_group, parent):
    """Jasur's mother and Laylo herself can be reached by SMS; Bekzod cannot. Laylo owes nothing yet."""
    SystemSettings.objects.update(sms_part_price=PART_PRICE, sms_month_budget=10 * PART_PRICE)
    Guardian.objects.create(parent=with_phone(parent), child=pupil, kind="mother")
    with_phone(second_pupil)
    create_payment_due(pupil, group, due_in=-10)
    create_payment_due(other_pupil, other_group, 1_000_000, due_in=-19)
    create_payment_due(second_pupil, group, due_in=5)


def preview(user, **body):
    return client_for(user).post(PREVIEW, {**BY_SMS, **body})


def send(user, *, key="", **body):
    return client_for(user).post(SEND, {**BY_SMS, **body}, idempotency_key=key or uuid4().hex)


def test_preview_shows_people_texts_cost_and_who_is_not_reached(late, parent, other_pupil, manager):
    shown = preview(manager).json
    assert (shown["pupils"], shown["people"], shown["channels"]) == (1, 1, {"sms": 1})
    assert (shown["sms_parts"], shown["sms_price"], shown["within_budget"]) == (1, PART_PRICE, True)
    (sample,) = shown["samples"]
    assert (sample["channel"], sample["language"]) == ("sms", parent.locale)
    assert "Jasur Oripov: 450" in sample["text"]
    assert "10.11.2026" in sample["text"]
    (missed,) = shown["unreachable"]
    assert (missed["person"]["id"], missed["reason"]) == (str(other_pupil.pk), "no_address")
    assert not DebtContact.objects.exists()
    NotificationPreference.objects.create(user=parent, type="payments.debt_reminder", channel="sms", wanted=False)
    again = preview(manager).json
    assert (again["people"], sorted(row["reason"] for row in again["unreachable"])) == (
        0, ["no_address", "switched_off"],
    )  # fmt: skip


def test_message_is_sent_once_as_it_was_previewed(late, pupil, parent, manager):
    assert client_for(manager).post(SEND, {**BY_SMS, "people": 1}).refusal == (400, "idempotency_key_required")
    assert send(manager, people=2).refusal == (409, "preview_changed")
    answers = [send(manager, people=1, key="once") for _ in range(2)]
    assert [(answer.status, answer.json) for answer in answers] == [
        (200, {"pupils": 1, "people": 1, "sms_parts": 1, "sms_price": PART_PRICE})
    ] * 2
    while run_notification_jobs():
        pass
    (text,) = sms_to(parent)
    assert "Jasur Oripov" in text
    row = get_json(manager, "debtors/", search="oripov")["results"][0]
    assert (row["last_contact"]["how"], row["note"]) == ("message", "")
    (contact,) = get_json(manager, f"debtors/{pupil.pk}/contacts/")["results"]
    assert contact["sent_here"] is True
    assert client_for(manager).delete(f"/payments/debtors/{pupil.pk}/contacts/{contact['id']}/").status == 409
    assert AuditLog.objects.filter(action="payments.debt_message", actor=manager).count() == 1
    assert [row["reason"] for row in preview(manager).json["unreachable"]].count("told_today") == 1
    assert send(manager, people=1).refusal == (409, "preview_changed")
    with travel_to(21):
        assert preview(manager, template="warning").json["people"] == 1


@pytest.mark.django_db(transaction=True)
def test_two_messages_at_once_tell_a_debt_once(late, pupil, admin, manager):
    answers = call_concurrently([partial(send, person, people=1) for person in (admin, manager)], connected=True)
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert DebtContact.objects.filter(student=pupil).count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_two_messages_without_the_lock_tell_it_twice(late, pupil, admin, manager, monkeypatch):
    met, plan = threading.Barrier(2), debtors.plan_debt_message

    def plan_together(**what):
        planned = plan(**what)
        met.wait(30)
        return planned

    monkeypatch.setattr(debt_messages, "lock_debt_messages", lambda: None)
    monkeypatch.setattr(debtors, "plan_debt_message", plan_together)
    answers = call_concurrently([partial(send, person, people=1) for person in (admin, manager)], connected=True)
    assert [answer.status for answer in answers] == [200, 200]
    assert DebtContact.objects.filter(student=pupil).count() == 2


def test_message_goes_to_chosen_or_filtered_debtors(late, pupil, second_pupil, other_pupil, manager, other_group):
    with_phone(other_pupil)
    assert preview(manager).json["people"] == 2
    assert preview(manager, group=str(other_group.pk)).json["people"] == 1
    assert preview(manager, students=[str(pupil.pk)]).json["people"] == 1
    assert preview(manager, minimum=2_000_000).json["people"] == 1
    for student in (second_pupil.pk, uuid4()):
        assert preview(manager, students=[str(student)]).refused_fields == (422, ["students"])
    far = limit_to_branch(manager, create_second_branch())
    assert preview(far).json["people"] == 0
    assert preview(far, students=[str(pupil.pk)]).refused_fields == (422, ["students"])


def test_message_beyond_the_budget_is_not_sent(late, manager):
    SmsMonth.objects.create(month=date(2026, 11, 1), spent=9 * PART_PRICE + 1)
    assert preview(manager).json["within_budget"] is False
    assert send(manager, people=1).refusal == (409, "sms_budget")
    assert not DebtContact.objects.exists()


def test_message_waits_for_the_end_of_quiet_hours(late, parent, manager):
    with travel_to(20, hour=23):
        assert send(manager, people=1).status == 200
        run_jobs(kinds="notifications.tell")
        delivery = NotificationLog.objects.get(user=parent, channel="sms")
        assert (delivery.state, delivery.due_at.astimezone().date().isoformat()) == ("queued", "2026-11-21")
    assert sms_to(parent) == []


@pytest.mark.parametrize("channels", [[], ["letter"], ["sms"] * 5], ids=str)
def test_invalid_channels_are_refused(late, manager, channels):
    assert preview(manager, channels=channels).status == 422


def test_messages_ask_for_the_rights_of_their_channels(late, teacher, stranger):
    role = OwnRole.objects.create(name={"en": "Debts"}, permissions=["payments.see_all", "payments.manage"])
    User.objects.filter(pk=stranger.pk).update(own_role=role, all_branches=True)
    for channels, right in ((["sms"], "announcements.send_sms"), (["telegram"], "announcements.send_outside")):
        OwnRole.objects.update(permissions=["payments.see_all", "payments.manage"])
        assert preview(teacher, channels=channels).status == preview(stranger, channels=channels).status == 403
        OwnRole.objects.update(permissions=["payments.see_all", "payments.manage", right])
        assert preview(stranger, channels=channels).status == 200
        assert send(stranger, channels=["sms", "telegram"], people=1).status == 403


@pytest.mark.parametrize("pupils", [2, 20])
def test_query_count_of_a_preview_is_constant(late, group, manager, pupils, django_assert_max_num_queries):
    Group.objects.filter(pk=group.pk).update(capacity=40)
    for number in range(pupils):
        create_payment_due(make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz"), group, due_in=-3)
    client = client_for(manager)
    with django_assert_max_num_queries(20):
        assert len(client.post(PREVIEW, BY_SMS).json["unreachable"]) == pupils + 1
