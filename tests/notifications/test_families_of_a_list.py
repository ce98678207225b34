"""A ragged list of 120 pupils: after an absence and a debt each family was reached, or the office reads why not."""

from collections import Counter
from datetime import timedelta

import pytest

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.payments.services.overdue import mark_overdue_and_remind_payers
from apps.settings.models import SystemSettings
from tests import factories
from tests.attendance.register_requests import create_group_lesson, mark_row, send_marks
from tests.factories import client_for
from tests.imports.table_uploads import import_table, make_xlsx
from tests.notifications.helpers import NOON, at, chat_of, with_chat
from tests.payments.payment_data import create_payment_due

pytestmark = pytest.mark.slow
HEAD = ("ФИО", "Телефон", "Дата рождения", "Группа", "Мама", "Телефон мамы")
CHILD, ADULT = "04.03.2016", "17.05.1999"
LAST_NAMES = (
    "Алиев Каримов Юсупов Рахимов Тошев Назаров Умаров Саидов Орипов Собиров Ганиев Исмоилов Қодиров Шарипов Эргашев"
).split()
FAMILIES = len(LAST_NAMES)
IN_TELEGRAM = "+998931110000"
LIST, INVITE, DELIVERIES = "/auth/unreached/", "/auth/activation-links/", "/notifications/deliveries/"


def make_rows(last_name, number):
    """Twelve rows as people type them. Jasur stands there twice, and Semyon once without the dots of his ё."""
    phone, group = 901_000_000 + number * 100, f"A{number % 2}"
    columns = [
        ("Жасур", "", CHILD, "Гулнора", f"+998 {phone}"),
        ("Лола", "", CHILD, "Гулнора", f"998{phone}.0"),
        ("Жасур", "", CHILD, "Гулнора", f"+998 {phone}"),
        ("Бекзод", "", CHILD, "Нодира", f"{phone + 1}, {phone + 2}"),
        ("Тимур", phone + 3, CHILD, "Ситора", ""),
        ("Семён", phone + 4, ADULT, "", ""),
        ("Семен", phone + 4, ADULT, "", ""),
        ("Азиз", "", CHILD, "Лайло", "-"),
        ("Умид", "", CHILD, "Зухра", "90 12"),
        ("Анвар", "", CHILD, "Дилноза", f"+998 71 {2_000_000 + number}"),
        ("Камол", "", CHILD, "Мадина", IN_TELEGRAM),
        ("Диёр", "нет", ADULT, "", ""),
    ]
    return [(f"{last_name} {name}", own, born, group, *mother) for name, own, born, *mother in columns]


def read_pages(user, path, **query):
    """Return the rows of a list of the office, up to 200."""
    pages = [client_for(user).get(path, {"page": page, "page_size": 100, **query}) for page in (1, 2)]
    return [row for page in pages if page.status == 200 for row in page.json["results"]]


def import_families(manager, teachers, branch, course):
    """Import the list into two groups; return the import and its pupils."""
    for number, teacher in enumerate(teachers):
        factories.make_group(branch=branch, course=course, name=f"A{number}", teacher=teacher)
    Group.objects.update(capacity=200)
    mother = with_chat(factories.make_user(Role.PARENT, "Madina", phone=IN_TELEGRAM))
    User.objects.filter(pk=mother.pk).update(last_login=NOON)
    rows = [row for number, last_name in enumerate(LAST_NAMES) for row in make_rows(last_name, number)]
    result = import_table(manager, make_xlsx(HEAD, *rows))
    return result, list(User.objects.filter(role=Role.STUDENT).order_by("id"))


def mark_absent_and_charge(pupils):
    """Mark each pupil absent in a lesson that has begun, and remind of a payment that is overdue."""
    for group in Group.objects.all():
        here = [pupil for pupil in pupils if pupil.memberships.get().group_id == group.pk]
        lesson = create_group_lesson(group, starts=NOON - timedelta(minutes=10))
        assert send_marks(group.lead_teacher, lesson, *(mark_row(pupil, "absent") for pupil in here)).status == 200
        for pupil in here:
            create_payment_due(pupil, group, due_in=-3)
    mark_overdue_and_remind_payers()


def find_reached(pupils, eskiz, bot):
    """Return the pupils of whom a guardian, or who themselves, got a message with the pupil's name."""
    people = {pupil: [pupil] for pupil in pupils}
    for link in Guardian.objects.select_related("parent"):
        people[next(pupil for pupil in pupils if pupil.pk == link.child_id)].append(link.parent)
    texts = {user: eskiz.texts_to(user.phone or "-") for users in people.values() for user in users}
    texts |= {user: bot.texts_to(chat_of(user)) for user in texts if user.phone == IN_TELEGRAM}
    return {
        pupil
        for pupil, users in people.items()
        if any(pupil.full_name in text for user in users for text in texts[user])
    }


@pytest.mark.parametrize("vouched", [True, False], ids=["vouched", "control: verified numbers only"])
def test_each_family_is_reached_or_named(manager, teacher, other_teacher, branch, course, bot, eskiz, work, vouched):
    SystemSettings.objects.update(sms_month_budget=10**9)
    with at(NOON):
        result, pupils = import_families(manager, (teacher, other_teacher), branch, course)
        if not vouched:
            User.objects.update(phone_vouched_at=None)
        mark_absent_and_charge(pupils)
    with at(NOON + timedelta(minutes=2)):
        while work():
            pass
        reached = find_reached(pupils, eskiz, bot)
        if not vouched:
            assert {pupil.first_name for pupil in reached} == {"Камол"}
            return
        assert Counter(pupil.first_name for pupil in reached) == dict.fromkeys(
            ("Жасур", "Лола", "Бекзод", "Тимур", "Семён", "Камол"), FAMILIES
        )
        plan = client_for(manager).post(f"{INVITE}preview/", {"import_id": result["id"]}).json
        body = {"import_id": result["id"], "people": plan["people"]}
        assert client_for(manager).post(INVITE, body, idempotency_key="once").status == 200
        while work():
            pass
        unreached = read_pages(manager, LIST, import_id=result["id"])
        rows = read_pages(manager, f"/courses/imports/{result['id']}/rows/")
        query = {"channel": "sms", "state": "skipped", "limit": 100}
        unsent = client_for(manager).get(DELIVERIES, query).json["results"]

    assert Counter((row["person"]["full_name"].split()[0], row["reason"]) for row in unreached) == dict.fromkeys(
        [
            ("Гулнора", "invited"), ("Нодира", "invited"), ("Семён", "invited"), ("Тимур", "no_guardian"),
            ("Азиз", "no_guardian"), ("Дилноза", "number_invalid"),
        ],
        FAMILIES,
    )  # fmt: skip
    named = {pupil["id"] for row in unreached for pupil in row["pupils"]}
    assert {str(pupil.pk) for pupil in pupils} - named == {
        str(pupil.pk) for pupil in pupils if pupil.first_name == "Камол"
    }, "whoever has no account in use is invited or named"
    assert {row["user"]["name"].split()[0]: row["reason"] for row in unsent} == {
        "Дилноза": "number_invalid", "Азиз": "no_address",
    }  # fmt: skip
    refused = [row for row in rows if row["verdict"] == "refused"]
    assert (len(rows), len(pupils), len(refused), all(row["errors"] for row in refused)) == (180, 120, 30, True)
