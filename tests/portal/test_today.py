"""`GET /today/`: what concerns a user today and this week, by role and child."""

from datetime import timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole
from apps.attendance.models import Excuse
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.homework.models import Homework
from apps.notifications.models import Notification, NotificationLog
from tests import factories
from tests.attendance.register_requests import create_group_lesson
from tests.factories import client_for
from tests.homework.submission_helpers import assign_reading
from tests.payments.payment_data import PRICE, create_payment_due
from tests.portal.announcements.announcement_helpers import post_announcement, run_announcement_jobs

PATH = "/today/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def get_today(user):
    answer = client_for(user).get(PATH)
    assert answer.status == 200, answer.json
    return answer.json


def test_teacher_gets_the_week_and_the_homework_to_review(group, other_group, teacher, assistant, other_teacher, pupil):
    now = timezone.now()
    for number in (0, 3, 8):
        create_group_lesson(group, starts=now + number * DAY + HOUR)
    assign_reading(group)
    Homework.objects.filter(student=pupil).update(state="needs_review")
    for user in (teacher, assistant):
        body = get_today(user)
        assert (len(body["teaching"]["lessons"]), body["teaching"]["homework_to_review"]) == (2, 1)
        assert (body["pupils"], body["office"]) == ([], None)
    idle = get_today(other_teacher)["teaching"]
    assert (idle["lessons"], idle["homework_to_review"]) == ([], 0)
    substituted = create_group_lesson(group, starts=now + 5 * DAY + HOUR)
    type(substituted).objects.filter(pk=substituted.pk).update(teacher=other_teacher, instead_of=teacher)
    counts = [len(get_today(user)["teaching"]["lessons"]) for user in (teacher, assistant, other_teacher)]
    assert counts == [2, 3, 1]


def test_pupil_and_parent_get_lessons_homework_and_payments(group, pupil, second_pupil, parent, stranger):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Guardian.objects.create(parent=parent, child=second_pupil, kind="mother", sees_payments=False)
    create_group_lesson(group, starts=timezone.now() + HOUR)
    assign_reading(group)
    create_payment_due(pupil, group)
    create_payment_due(second_pupil, group)
    (own,) = get_today(pupil)["pupils"]
    assert (own["student"]["id"], own["today"]) == (str(pupil.pk), group.today.isoformat())
    assert own["last_day"] == (group.today + 6 * DAY).isoformat()
    assert [len(own[part]) for part in ("lessons", "homework", "payments")] == [1, 1, 1]
    assert own["payments"][0]["outstanding"]["amount"] == PRICE
    children = {row["student"]["id"]: row for row in get_today(parent)["pupils"]}
    assert children.keys() == {str(pupil.pk), str(second_pupil.pk)}
    assert {name: children[str(pupil.pk)][name] for name in ("lessons", "homework", "payments")} == {
        name: own[name] for name in ("lessons", "homework", "payments")
    }
    other = children[str(second_pupil.pk)]
    assert (len(other["lessons"]), other["payments"]) == (1, None)
    Guardian.objects.filter(child=second_pupil).update(sees_progress=False, sees_payments=True)
    other = get_today(parent)["pupils"][1]
    assert (other["lessons"], other["homework"], len(other["payments"])) == (None, None, 1)
    type(pupil).objects.filter(pk=second_pupil.pk).update(erased_at=timezone.now())
    assert [row["student"]["id"] for row in get_today(parent)["pupils"]] == [str(pupil.pk)]
    assert get_today(stranger) == {"teaching": None, "pupils": [], "office": None, "news": []}
    assert client_for(None).get(PATH).status == 401


def test_office_gets_lessons_excuses_and_debts_of_its_branches(group, manager, admin, pupil, second_pupil, teacher):
    with time_machine.travel(timezone.now().replace(hour=5)):
        create_group_lesson(group, starts=timezone.now() + HOUR)
        create_group_lesson(group, starts=timezone.now() + DAY)
        cancelled = create_group_lesson(group, starts=timezone.now() + 3 * HOUR)
        type(cancelled).objects.filter(pk=cancelled.pk).update(status="cancelled")
        Excuse.objects.create(student=pupil, starts_on=group.today, ends_on=group.today, reason="Ill", asked_by=pupil)
        payment = create_payment_due(pupil, group)
        create_payment_due(second_pupil, group)
        type(payment).objects.filter(pk=payment.pk).update(status="overdue", due_on=group.today - DAY)
        body = get_today(admin)["office"]
        assert (body["today"], body["lessons"], body["excuses"]) == (group.today.isoformat(), 1, 1)
        assert [(row["debtors"], row["overdue"]["amount"]) for row in body["debts"]] == [(1, PRICE)]
        assert get_today(teacher)["office"] is None
        manager.all_branches = False
        manager.save(update_fields=["all_branches"])
        elsewhere = get_today(manager)["office"]
        assert (elsewhere["lessons"], elsewhere["excuses"], elsewhere["debts"]) == (0, 0, [])


def test_office_gets_what_waits_and_who_comes(group, manager, admin, pupil, second_pupil, parent, branch):
    with time_machine.travel(timezone.now().replace(hour=5)):
        running = create_group_lesson(group, starts=timezone.now() - HOUR / 4)
        create_group_lesson(group, starts=timezone.now() - 3 * HOUR)
        Membership.objects.filter(student=second_pupil).update(status="trial")
        birth_date = group.today.replace(year=group.today.year - 11)
        type(pupil).objects.filter(pk=pupil.pk).update(birth_date=birth_date)
        payment = create_payment_due(pupil, group)
        decided = create_payment_due(second_pupil, group)
        for each, state in ((payment, "sent"), (decided, "refused")):
            each.proofs.create(amount=PRICE, sent_by=parent, state=state)
        asking = factories.make_user(Role.MEMBER, "Kamola")
        type(asking).objects.filter(pk=asking.pk).update(requested_role="teacher")
        notification = Notification.objects.create(user=pupil, type="payments.due", data={})
        for days in (1, 9):
            row = NotificationLog.objects.create(
                notification=notification, user=pupil, type="payments.due", channel="push" if days == 1 else "telegram",
                state="failed", reason="unreachable", due_at=timezone.now(), worth_until=timezone.now(),
            )  # fmt: skip
            NotificationLog.objects.filter(pk=row.pk).update(created_at=timezone.now() - days * DAY)
        body = get_today(admin)["office"]
        counted = ("lessons", "sign_ups", "proofs", "unmarked", "clashes", "approvals", "failed_messages")
        assert [body[name] for name in counted] == [2, 1, 1, 1, 0, 0, 1]
        assert [row["id"] for row in body["lessons_now"]] == [str(running.pk)]
        assert [(row["student"]["id"], row["group"]["id"]) for row in body["trials"]] == [
            (str(second_pupil.pk), str(group.pk))
        ]
        assert [(row["person"]["id"], row["age"]) for row in body["birthdays"]] == [(str(pupil.pk), 11)]
        assert (body["engines_without_torch"], get_today(manager)["office"]["engines_without_torch"]) == (0, None)
        assert body["unreached"] == client_for(admin).get("/auth/unreached/").json["count"] > 0
        own_role = OwnRole.objects.create(name={"en": "Desk"}, permissions=["groups.see_all", "payments.see_all"])
        type(manager).objects.filter(pk=manager.pk).update(own_role=own_role)
        cut = get_today(type(manager).objects.get(pk=manager.pk))["office"]
        hidden = ("sign_ups", "proofs", "excuses", "unmarked", "clashes", "approvals", "failed_messages", "unreached")
        assert [cut[name] for name in (*hidden, "birthdays")] == [None] * 9
        type(manager).objects.filter(pk=manager.pk).update(own_role=None, all_branches=False)
        elsewhere = get_today(type(manager).objects.get(pk=manager.pk))["office"]
        assert {elsewhere[name] for name in hidden} == {0}
        assert [elsewhere[name] for name in ("lessons_now", "trials", "birthdays")] == [[], [], []]


def test_more_to_do_adds_no_queries(group, manager):
    create_group_lesson(group, starts=timezone.now() - HOUR / 4)
    client, costs = client_for(manager), []
    born = group.today.replace(year=2012)
    for numbers in (range(2), range(2, 6)):
        for number in numbers:
            child = factories.make_user(Role.STUDENT, "Child" + "abcdefgh"[number], birth_date=born)
            Membership.objects.create(group=group, student=child, joined_on=group.today, status="trial")
        with CaptureQueriesContext(connection) as asked:
            office = client.get(PATH).json["office"]
        costs.append((len(asked), len(office["trials"])))
    assert costs == [(costs[0][0], 2), (costs[0][0], 6)]


def test_news_are_the_announcements_of_a_week(group, teacher, pupil, second_pupil):
    post_announcement(client_for(teacher), group)
    run_announcement_jobs()
    assert [(row["text"], row["read"]) for row in get_today(pupil)["news"]] == [("No lesson.", False)]
    with time_machine.travel(timezone.now() + 8 * DAY):
        assert get_today(pupil)["news"] == []


def test_children_do_not_add_queries(group, parent):
    def add_child(number):
        child = factories.make_user(Role.STUDENT, "Child" + "abcdefgh"[number])
        Membership.objects.create(group=group, student=child, joined_on=group.today, status="active")
        Guardian.objects.create(parent=parent, child=child, kind="mother")
        create_payment_due(child, group)

    create_group_lesson(group, starts=timezone.now() + HOUR)
    client, costs = client_for(parent), []
    for numbers in (range(2), range(2, 8)):
        for number in numbers:
            add_child(number)
        assign_reading(group)
        with CaptureQueriesContext(connection) as asked:
            pupils = client.get(PATH).json["pupils"]
        assert all(row["lessons"] and row["homework"] and row["payments"] for row in pupils)
        costs.append((len(asked), len(pupils)))
    assert costs == [(costs[0][0], 2), (costs[0][0], 8)]
