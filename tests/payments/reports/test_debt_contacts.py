"""Contacts with debtors: what a row of the list shows, who records and withdraws them, what hides a pupil."""

from datetime import date, datetime

import pytest

from apps.accounts.models import Guardian, OwnRole, User
from apps.payments.models import DebtContact, Payment
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.payments.payment_data import (
    PRICE,
    create_payment_due,
    create_second_branch,
    limit_to_branch,
    money_json,
    pay_cash,
    uzs,
)
from tests.payments.reports.report_calls import get_json, get_sheet, travel_to


@pytest.fixture
def late(pupil, other_pupil, group, other_group):
    """Jasur owes a month since the 10th, Bekzod a little since the 1st."""
    create_payment_due(pupil, group, due_in=-10)
    create_payment_due(other_pupil, other_group, 1_000_000, due_in=-19)


def record(user, student, **body):
    return client_for(user).post(f"/payments/debtors/{student.pk}/contacts/", {"how": "call", **body})


def names(user, **query):
    return [row["student"]["full_name"] for row in get_json(user, "debtors/", **query)["results"]]


def get_row(user, search="oripov"):
    return get_json(user, "debtors/", search=search)["results"][0]


def test_row_shows_phones_groups_last_contact_and_promise(late, pupil, parent, stranger, group, manager):
    for person, phone in ((pupil, "+998901112233"), (parent, "+998904445566"), (stranger, "+998907778899")):
        User.objects.filter(pk=person.pk).update(phone=phone)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Guardian.objects.create(parent=stranger, child=pupil, kind="other", sees_payments=False)
    row = get_row(manager)
    assert [(entry["of"], entry["phone"]) for entry in row["phones"]] == [
        ("pupil", "+998901112233"), ("guardian", "+998904445566"),
    ]  # fmt: skip
    assert ([entry["name"] for entry in row["groups"]], row["last_contact"], row["promise"], row["note"]) == (
        [group.name], None, None, "",
    )  # fmt: skip
    made = record(manager, pupil, note="Pays on Wednesday.", promised_on="2026-11-25", promised_amount=uzs(PRICE))
    assert made.status == 201
    assert record(manager, pupil, how="visit").status == 201
    row = get_row(manager)
    assert row["last_contact"] | {"by": ""} == {"on": "2026-11-20", "by": "", "how": "visit", "note": ""}
    assert row["promise"] == {"on": "2026-11-25", "amount": uzs(PRICE), "state": "open"} == made.json["promise"]
    assert (row["note"], row["since"]) == ("Pays on Wednesday.", "2026-11-10")
    history = get_json(manager, f"debtors/{pupil.pk}/contacts/")["results"]
    assert [(entry["how"], entry["by"]["id"]) for entry in history] == [
        ("visit", str(manager.pk)), ("call", str(manager.pk)),
    ]  # fmt: skip
    role = OwnRole.objects.create(name={"en": "Books"}, permissions=["payments.see_all"])
    User.objects.filter(pk=stranger.pk).update(own_role=role, all_branches=True)
    assert get_row(stranger)["phones"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"promised_on": "2026-11-19"}, "promised_on"),
        ({"promised_on": "2027-11-22"}, "promised_on"),
        ({"promised_on": "2026-11-25", "promised_amount": uzs(PRICE + 1)}, "promised_amount"),
        ({"promised_on": "2026-11-25", "promised_amount": money_json(5, "USD")}, "amount"),
        ({"promised_on": "2026-11-25", "promised_amount": uzs(-1)}, "promised_amount.amount"),
        ({"promised_on": "2026-11-25", "promised_amount": {"amount": 1.5}}, "promised_amount.amount"),
        ({"how": "letter"}, "how"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_invalid_contacts_are_refused(late, pupil, manager, body, field):
    assert record(manager, pupil, **body).refused_fields == (422, [field])
    assert record(manager, pupil, promised_amount=uzs(PRICE)).status == 422
    assert not DebtContact.objects.exists()


def test_contacts_are_of_the_office_of_the_branch(late, pupil, second_pupil, teacher, manager, group):
    assert record(pupil, pupil).status == record(teacher, pupil).status == 403
    assert record(manager, second_pupil).refusal == (409, "payment_closed")
    assert record(manager, pupil, currency="USD").refusal == (409, "payment_closed")
    assert record(manager, pupil).status == 201
    far = limit_to_branch(manager, create_second_branch())
    assert record(far, pupil).status == 404
    assert client_for(far).get(f"/payments/debtors/{pupil.pk}/contacts/").status == 404
    near = limit_to_branch(manager, group.branch)
    assert get_json(near, f"debtors/{pupil.pk}/contacts/")["count"] == 1
    assert AuditLog.objects.filter(action="payments.debt_contact", actor=manager).count() == 1


def test_contact_is_withdrawn_by_its_author_on_its_day(late, pupil, manager, admin):
    first = record(manager, pupil, promised_on="2026-11-25").json["id"]
    second = record(manager, pupil, promised_on="2026-11-28").json["id"]
    path = f"/payments/debtors/{pupil.pk}/contacts/"
    assert DebtContact.objects.get(pk=first).promise == "replaced"
    assert client_for(admin).delete(f"{path}{second}/").status == 403
    with travel_to(21):
        assert client_for(manager).delete(f"{path}{second}/").refusal == (409, "conflict")
    assert client_for(manager).delete(f"{path}{second}/").status == 204
    assert client_for(manager).delete(f"{path}{second}/").status == 404
    row = get_row(manager)
    assert row["promise"] == {"on": "2026-11-25", "amount": None, "state": "open"}
    assert [entry["id"] for entry in get_json(manager, f"debtors/{pupil.pk}/contacts/")["results"]] == [first]
    assert AuditLog.objects.filter(action="payments.withdraw_debt_contact", actor=manager).count() == 1


def test_pupils_leave_the_list_by_rule_only(late, pupil, shift, manager, admin):
    """An open promise hides a pupil until its day where that is asked for; paying or a write-off, for good."""
    record(manager, pupil, promised_on="2026-11-25")
    both = ["Jasur Oripov", "Bekzod Umarov"]
    assert names(manager) == both
    assert names(manager, promised=False) == ["Bekzod Umarov"]
    assert names(manager, promised=True) == names(manager, promise="open") == ["Jasur Oripov"]
    with travel_to(25):
        assert names(manager, promised=False) == both
    payment = Payment.objects.get(student=pupil)
    pay_cash(payment, shift, PRICE // 2)
    assert names(manager) == both
    body = {"amount": uzs(PRICE - PRICE // 2), "reason": "left"}
    path = f"/payments/{payment.pk}/write-off/"
    assert client_for(admin).post(path, body, idempotency_key="forgive").status == 200
    assert names(manager) == ["Bekzod Umarov"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"no_contact_since": "2026-11-20"}, ["Bekzod Umarov"]),
        ({"no_contact_since": "2026-11-21"}, ["Jasur Oripov", "Bekzod Umarov"]),
        ({"promise": "broken"}, []),
        ({"ordering": "-last_contact_on"}, ["Bekzod Umarov", "Jasur Oripov"]),
    ],
    ids=str,
)
def test_debtors_are_filtered_by_contact(late, pupil, manager, query, expected):
    record(manager, pupil, promised_on="2026-11-25")
    assert names(manager, **query) == expected


def test_debtors_of_a_teacher(late, teacher, other_teacher, group, manager):
    assert names(manager, teacher=str(teacher.pk)) == ["Jasur Oripov"]
    assert names(manager, teacher=str(other_teacher.pk)) == ["Bekzod Umarov"]
    group.assistants.add(other_teacher)
    assert names(manager, teacher=str(other_teacher.pk)) == ["Jasur Oripov", "Bekzod Umarov"]


def test_promise_about_an_earlier_debt_is_not_shown(late, pupil, manager):
    record(manager, pupil, promised_on="2026-11-25")
    DebtContact.objects.update(on=date(2026, 10, 1), promised_on=date(2026, 10, 5), promise="kept")
    assert get_row(manager)["promise"] is None
    assert names(manager, promise="kept") == []


def test_table_has_phones_contact_and_promise(late, pupil, parent, stranger, group, manager):
    for person, phone in ((pupil, "+998901112233"), (parent, "+998904445566")):
        User.objects.filter(pk=person.pk).update(phone=phone)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    record(manager, pupil, note="Pays on Wednesday.", promised_on="2026-11-25", promised_amount=uzs(PRICE // 2))
    row = dict(zip(*get_sheet(manager, "debtors/", search="oripov"), strict=True))
    shown = {"Phones": "+998901112233, +998904445566", "Groups": group.name, "Last contact": datetime(2026, 11, 20),
             "How": "call", "Promised for": datetime(2026, 11, 25), "Promised amount": PRICE // 200,
             "Promise": "open", "Note": "Pays on Wednesday."}  # fmt: skip
    assert {name: row[name] for name in shown} == shown
    text = client_for(manager).get("/payments/debtors/", {"format": "csv"}).content.decode()
    assert ";+998901112233, +998904445566;" in text
    role = OwnRole.objects.create(name={"en": "Books"}, permissions=["payments.see_all"])
    User.objects.filter(pk=stranger.pk).update(own_role=role, all_branches=True)
    row = dict(zip(*get_sheet(stranger, "debtors/", search="oripov"), strict=True))
    assert (row["Phones"], row["Promise"]) == (None, "open")
