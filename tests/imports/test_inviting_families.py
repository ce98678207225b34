"""After an import: who has no account in use is invited once, by SMS or on paper, or is named with the reason."""

import re
from collections import Counter
from datetime import date, time, timedelta
from functools import partial

import pytest
from django.utils import timezone

from apps.accounts.models import ActivationLink, Consent, Guardian, User
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.notifications.models import DeliveryState, NotificationLog, SmsMonth
from apps.portal.activation_plans import plan_invitations
from apps.portal.services import family_invitations
from apps.settings.models import AuditLog, Branch, SystemSettings
from tests import factories
from tests.accounts.entry import signup
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.imports.table_uploads import import_rows
from tests.job_runs import run_jobs
from tests.notifications.helpers import MORNING, NIGHT, at
from tests.query_counts import check_list_cost

pytestmark = pytest.mark.django_db
LIST, SEND, SHEET = "/auth/unreached/", "/auth/activation-links/", "/auth/activation-links/sheet/"
HEAD = ("Name", "Phone", "Group", "Birth date", "Parent", "Parent phone")
ROWS = (
    HEAD,
    ("Jahongir Aliyev", "", "A2 morning", "", "Gulnora Aliyeva", "+998901112233"),
    ("Lola Aliyeva", "", "A2 morning", "2017-03-04", "Gulnora Aliyeva", "+998901112233"),
    ("Vali Karimov", "+998902223344", "A2 morning", "1999-05-17", "", ""),
    ("Ali Tosh", "", "A2 morning", "2016-01-01", "", ""),
    ("Bek Umarov", "", "A2 morning", "1998-01-01", "", ""),
    ("Zuhra Saidova", "", "A2 morning", "2015-01-01", "Karim Saidov", "+998712334455"),
)


@pytest.fixture(autouse=True)
def no_quiet_hours(db):
    SystemSettings.objects.update(quiet_from=time(0), quiet_until=time(0), sms_month_budget=100_000_000)


@pytest.fixture
def imported(manager, group):
    return import_rows(manager, *ROWS)["id"]


def send_messages() -> None:
    """A worker tells everybody, then sends the SMS."""
    for kind in ("notifications.tell", "notifications.send_sms_notification"):
        run_jobs(kind)


def reasons(user: User, **query: str) -> dict[str, str]:
    answer = client_for(user).get(LIST, {"page_size": 100, **query})
    assert answer.status == 200, answer.json
    return {row["person"]["full_name"]: row["reason"] for row in answer.json["results"]}


def preview(user: User, **body: object) -> dict[str, object]:
    answer = client_for(user).post(f"{SEND}preview/", body)
    assert answer.status == 200, answer.json
    return answer.json


def send(user: User, key: str = "press-1", **body: object) -> factories.ApiResponse:
    return client_for(user).post(SEND, body, headers={"Idempotency-Key": key})


def test_people_of_an_import_are_previewed_and_invited_in_one_press(manager, imported):
    before = {
        "Gulnora Aliyeva": "not_invited", "Vali Karimov": "not_invited", "Ali Tosh": "no_guardian",
        "Bek Umarov": "no_number", "Karim Saidov": "number_invalid",
    }  # fmt: skip
    assert reasons(manager, import_id=imported) == before
    sent_before = {phone: len(signup.list_sms_to(phone)) for phone in ("+998901112233", "+998902223344")}
    plan = preview(manager, import_id=imported)
    assert (plan["people"], len(plan["left_out"]), plan["within_budget"]) == (2, 3, True)
    assert plan["sms_price"] == plan["sms_parts"] * SystemSettings.objects.get().sms_part_price
    assert "/activate#token=" in plan["texts"][0]["text"]

    first = send(manager, import_id=imported, people=2)
    again = send(manager, import_id=imported, people=2)
    other_press = send(manager, "press-2", import_id=imported, people=2)

    assert (first.status, first.json["people"], again.json == first.json) == (200, 2, True)
    assert other_press.refusal == (409, "preview_changed")
    assert reasons(manager, import_id=imported) == {
        **before, "Gulnora Aliyeva": "waiting", "Vali Karimov": "waiting",
    }  # fmt: skip
    send_messages()
    assert Counter(reasons(manager, import_id=imported).values())["invited"] == 2
    texts = [signup.list_sms_to(phone)[earlier:] for phone, earlier in sent_before.items()]
    assert [len(text) for text in texts] == [1, 1]
    log = NotificationLog.objects.get(user__phone="+998901112233")
    assert (log.type, log.channel, log.state, log.parts) == ("accounts.activation", "sms", "sent", 1)
    token = re.findall(r"#token=(\S+)", texts[0][0])[0]
    assert token not in str(log.notification.data)
    assert AuditLog.objects.filter(action="accounts.create_activation_link").count() == 2
    shown = client_for(manager).get("/notifications/deliveries/", {"type": "accounts.activation"})
    assert shown.json["results"][0]["state"] == "sent"


def test_list_is_a_table_and_filters_by_group_branch_and_reason(manager, imported, group):
    assert set(reasons(manager, group=str(group.pk), reason="no_guardian")) == {"Ali Tosh"}
    assert "Gulnora Aliyeva" in reasons(manager, branch=str(group.branch_id))
    elsewhere = Branch.objects.create(name="Sergeli")
    assert reasons(manager, branch=str(elsewhere.pk)) == {}
    table = client_for(manager).get(LIST, {"format": "csv"})
    assert "Gulnora Aliyeva" in table.content.decode()
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.refresh_from_db()
    manager.branches.set([elsewhere])
    assert reasons(manager) == {}
    assert client_for(manager).post(SHEET, {"group": str(group.pk)}).refused_fields == (422, ["group"])


def test_office_only(teacher, imported):
    for answer in (client_for(teacher).get(LIST), client_for(teacher).post(SHEET, {"group": imported})):
        assert answer.status == 403


def test_reasons_follow_what_became_of_the_link(manager, imported):
    send(manager, import_id=imported, people=2)
    send_messages()
    parent, pupil = User.objects.get(phone="+998901112233"), User.objects.get(phone="+998902223344")
    NotificationLog.objects.filter(user=parent).update(state=DeliveryState.FAILED, reason="undelivered")
    User.objects.filter(pk=pupil.pk).update(phone="+998905556677")
    answer = client_for(manager).get(LIST, {"import_id": imported, "reason": "failed"}).json["results"]
    row = ("Gulnora Aliyeva", "undelivered", "The SMS was not delivered: The provider could not deliver it")
    assert [(one["person"]["full_name"], one["delivery_reason"], one["explanation"]) for one in answer] == [row]
    assert reasons(manager, import_id=imported, reason="number_changed") == {"Vali Karimov": "number_changed"}
    NotificationLog.objects.filter(user=parent).update(state=DeliveryState.SENT, reason="")
    ActivationLink.objects.filter(user=parent).update(expires_at=timezone.now())
    assert reasons(manager, import_id=imported)["Gulnora Aliyeva"] == "expired"
    Consent.objects.create(person=parent, kind="messages", given=False, text_version="1")
    assert reasons(manager, import_id=imported)["Gulnora Aliyeva"] == "opted_out"
    assert preview(manager, import_id=imported)["people"] == 1


def test_open_links_are_sent_again_only_when_asked_for(manager, imported):
    send(manager, import_id=imported, people=2)
    send_messages()
    assert preview(manager, import_id=imported, again=True)["people"] == 0
    ActivationLink.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert preview(manager, import_id=imported)["people"] == 0
    assert preview(manager, import_id=imported, again=True)["people"] == 2


def test_budget_refuses_before_anything_is_created(manager, imported):
    SystemSettings.objects.update(sms_month_budget=0)
    assert preview(manager, import_id=imported)["within_budget"] is False
    assert send(manager, import_id=imported, people=2).refusal == (409, "sms_budget")
    assert not ActivationLink.objects.exists()


def test_sheet_has_a_card_for_each_person_and_ends_links_by_sms(manager, imported, group):
    send(manager, import_id=imported, people=2)
    sheet = client_for(manager).post(SHEET, {"group": str(group.pk)})
    send_messages()
    assert sheet.headers["cache-control"] == "no-store"
    cards = {card["person"]["full_name"]: card for card in sheet.json["cards"]}
    assert {"Gulnora Aliyeva", "Vali Karimov", "Bek Umarov", "Karim Saidov"} <= set(cards)
    assert "Ali Tosh" not in cards
    assert [pupil["full_name"] for pupil in cards["Gulnora Aliyeva"]["pupils"]] == ["Jahongir Aliyev", "Lola Aliyeva"]
    assert cards["Bek Umarov"]["qr"].startswith("<?xml")
    assert set(NotificationLog.objects.values_list("state", "reason")) == {("skipped", "over")}
    assert reasons(manager, import_id=imported)["Bek Umarov"] == "printed"
    assert AuditLog.objects.filter(action="accounts.print_activation_links").count() == 1


def test_list_costs_the_same_for_few_and_many(manager, branch, course, teacher):
    group = factories.make_group(branch=branch, course=course, name="A2", teacher=teacher)
    Group.objects.update(capacity=100)

    def add(_number: int) -> None:
        parent = factories.make_user(Role.PARENT, "Gulnora", "Oripova", email=None, phone=signup.new_phone())
        child = factories.make_user(Role.STUDENT, "Jasur", "Oripov", email=None)
        User.objects.filter(pk=child.pk).update(birth_date=date(2016, 3, 4))
        Guardian.objects.create(parent=parent, child=child, kind="mother")
        Membership.objects.create(group=group, student=child, joined_on=date(2026, 9, 1))
        plan = plan_invitations(manager, group_id=group.pk)
        with unit_of_work():
            family_invitations.send_invitations(actor=manager, plan=plan, expected_people=1)
        send_messages()

    check_list_cost(client_for(manager), LIST, add)


def test_sms_wait_for_the_end_of_quiet_hours(manager, imported):
    SystemSettings.objects.update(quiet_from=time(22), quiet_until=time(8))
    with at(NIGHT):
        assert send(manager, import_id=imported, people=2).status == 200
        send_messages()
        assert set(NotificationLog.objects.values_list("state", "due_at")) == {("queued", MORNING)}
        assert reasons(manager, import_id=imported)["Gulnora Aliyeva"] == "waiting"
    with at(MORNING + timedelta(minutes=1)):
        send_messages()
        assert reasons(manager, import_id=imported)["Gulnora Aliyeva"] == "invited"
    assert set(NotificationLog.objects.values_list("state", flat=True)) == {"sent"}


def test_budget_that_was_spent_meanwhile_is_not_exceeded_and_is_the_reason(manager, imported):
    plan = preview(manager, import_id=imported)
    SystemSettings.objects.update(sms_month_budget=plan["sms_price"])
    assert send(manager, import_id=imported, people=2).status == 200
    SystemSettings.objects.update(sms_month_budget=plan["sms_price"] - 1)
    send_messages()
    spent = SmsMonth.objects.get().spent
    assert 0 < spent < plan["sms_price"]
    rows = client_for(manager).get(LIST, {"import_id": imported, "reason": "not_sent"}).json["results"]
    assert [row["delivery_reason"] for row in rows] == ["budget"]


def test_invited_people_who_never_came_do_not_keep_an_import(manager, imported):
    send(manager, import_id=imported, people=2)
    send_messages()
    undone = client_for(manager).post(f"/courses/imports/{imported}/undo/")
    assert undone.json["figures"]["kept"] == 0, undone.json
    assert not User.objects.filter(phone="+998901112233").exists()


@pytest.mark.usefixtures("a_connection_for_each")
def test_two_presses_at_once_invite_once():
    manager = factories.make_user(Role.MANAGER, "Malika", "Yusupova")
    factories.make_user(Role.STUDENT, "Jasur", "Oripov", phone=signup.new_phone(), verified=False)
    client = client_for(manager)
    keys = [f"press-{number}" for number in range(4)]
    presses = [partial(client.post, SEND, {"people": 1}, idempotency_key=key) for key in keys]
    statuses = [answer.status for answer in call_concurrently(presses)]
    assert (sorted(statuses), ActivationLink.objects.count()) == ([200, 409, 409, 409], 1)
