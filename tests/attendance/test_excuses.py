"""Excuses: asked for by the family, decided by teachers, and what they do to marks."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.attendance.models import Excuse
from apps.settings.models import SystemSettings
from tests import factories
from tests.attendance import register_requests
from tests.attendance.register_requests import STARTS, list_notification_types, load_marks, mark_row, send_marks
from tests.factories import client_for
from tests.query_counts import check_list_cost

TODAY = date(2026, 9, 7)


def ask(user: User, student: User | None = None, first: int = 0, last: int = 2, **more) -> factories.ApiResponse:
    days = {"starts_on": str(TODAY + timedelta(days=first)), "ends_on": str(TODAY + timedelta(days=last))}
    who = {"student": str(student.pk)} if student else {}
    key = more.pop("key", None)
    body = {"reason": "We are away.", **days, **who, **more}
    return client_for(user).post("/attendance/excuses/", body, idempotency_key=key)


def decide(user: User, excuse: dict, decision: str = "accept", answer: str = "Fine.") -> factories.ApiResponse:
    return client_for(user).patch(f"/attendance/excuses/{excuse['id']}/", {"decision": decision, "answer": answer})


def test_excuse_request_and_decision_are_notified(group, pupil, parent, teacher, assistant):
    register_requests.add_guardian(parent, pupil)
    excuse = ask(parent, pupil)
    assert (excuse.status, excuse.json["state"], excuse.json["asked_by"]["id"]) == (201, "asked", str(parent.pk))
    assert list_notification_types(teacher) == list_notification_types(assistant) == ["attendance.excuse_asked"]
    answer = decide(teacher, excuse.json)
    assert (answer.status, answer.json["state"], answer.json["answer"]) == (200, "accepted", "Fine.")
    expected = (["attendance.excuse_accepted"], 409)
    assert (list_notification_types(parent), decide(teacher, excuse.json, "refuse").status) == expected
    assert decide(assistant, ask(pupil, first=5, last=5).json, "refuse").json["state"] == "refused"
    assert list_notification_types(pupil) == ["attendance.excuse_refused"]


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("uz", ("{} 08.09.2026 kuni sababli", "{} 08.09.2026 – 09.09.2026 kunlari sababli")),
        ("ru", ("{}: пропуск 08.09.2026 уважительный", "{}: пропуски 08.09.2026 – 09.09.2026 уважительные")),
        ("en", ("{} is excused on 08.09.2026.", "{} is excused, 08.09.2026 – 09.09.2026.")),
    ],
)
def test_message_about_one_day_names_it_once(group, pupil, teacher, language, texts):
    User.objects.filter(pk=pupil.pk).update(locale=language)
    for last in (1, 2):
        decide(teacher, ask(pupil, first=1, last=last).json)
    several, one = client_for(pupil).get("/notifications/").json["results"]
    for shown, text in zip((one, several), texts, strict=True):
        assert shown["text"].startswith(text.format(pupil.full_name))


def test_permissions_to_request_see_and_decide_excuses(
    group, other_group, pupil, second_pupil, parent, other_teacher, manager
):
    excuse = ask(pupil).json
    path = f"/attendance/excuses/{excuse['id']}/"
    assert [ask(user, pupil).status for user in (parent, second_pupil, other_teacher)] == [404, 404, 404]
    for user, status in ((pupil, 200), (manager, 200), (second_pupil, 404), (parent, 404), (other_teacher, 404)):
        assert client_for(user).get(path).status == status
    assert [decide(user, excuse).status for user in (pupil, other_teacher, manager)] == [403, 404, 200]


def test_accepted_excuse_changes_absences_and_is_suggested_later(lesson, group, pupil, second_pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    before = register_requests.create_group_lesson(group, starts=STARTS - timedelta(days=3))
    for each_lesson in (lesson, before):
        send_marks(teacher, each_lesson, mark_row(pupil, "absent", note="No call"), mark_row(second_pupil, "absent"))
    assert decide(teacher, ask(parent, pupil).json).status == 200
    assert load_marks(lesson) == {pupil.pk: "excused", second_pupil.pk: "absent"}
    assert load_marks(before) == {pupil.pk: "absent", second_pupil.pk: "absent"}
    assert register_requests.load_history(lesson) == [("absent", "excused")]
    assert pupil.marks.get(lesson=lesson).note == "No call"
    later = register_requests.create_group_lesson(group, starts=STARTS + timedelta(days=2))
    rows = client_for(teacher).get(f"/attendance/registers/{later.pk}/").json["rows"]
    assert [row["suggested"] for row in rows] == ["excused", None]


def test_a_present_mark_stays_whatever_is_excused(lesson, pupil, teacher):
    send_marks(teacher, lesson, mark_row(pupil, "present"))
    decide(teacher, ask(pupil).json)
    assert load_marks(lesson) == {pupil.pk: "present"}
    assert register_requests.load_history(lesson) == []


def test_closed_registers_are_left_alone_by_teachers_and_not_by_the_office(group, pupil, teacher, manager):
    old = register_requests.create_group_lesson(group, starts=STARTS - timedelta(days=3))
    send_marks(teacher, old, mark_row(pupil, "absent"))
    SystemSettings.objects.update(register_closes_after_days=2)
    for person, status in ((teacher, "absent"), (manager, "excused")):
        assert decide(person, ask(pupil, first=-4).json).status == 200
        assert load_marks(old) == {pupil.pk: status}


def test_days_are_local_days(group, pupil, teacher):
    """A lesson at half past midnight in Tashkent is on the day before in UTC."""
    night = register_requests.create_group_lesson(group, starts=STARTS.replace(hour=0, minute=30), minutes=45)
    send_marks(teacher, night, mark_row(pupil, "absent"))
    decide(teacher, ask(pupil, first=-1, last=-1).json)
    assert load_marks(night) == {pupil.pk: "absent"}
    decide(teacher, ask(pupil, first=0, last=0).json)
    assert load_marks(night) == {pupil.pk: "excused"}


def test_requester_withdraws_an_undecided_excuse(group, pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    excuse = ask(parent, pupil).json
    path = f"/attendance/excuses/{excuse['id']}/"
    assert [client_for(user).delete(path).status for user in (pupil, teacher, parent)] == [404, 404, 204]
    assert client_for(parent).delete(path).status == 409
    assert decide(teacher, excuse).status == 409
    assert client_for(parent).get(path).json["state"] == "withdrawn"


def test_what_the_office_notes_is_accepted_at_once_and_can_be_withdrawn(lesson, group, pupil, teacher, manager):
    noted = ask(manager, pupil).json
    assert (noted["state"], noted["decided_by"]["id"]) == ("accepted", str(manager.pk))
    assert list_notification_types(teacher) == list_notification_types(manager) == []
    path = f"/attendance/excuses/{noted['id']}/"
    assert [client_for(user).delete(path).status for user in (teacher, manager)] == [404, 204]
    assert client_for(manager).delete(path).refusal == (409, "not_open")
    send_marks(teacher, lesson, mark_row(pupil, "absent"))
    again = ask(manager, pupil).json
    assert load_marks(lesson) == {pupil.pk: "excused"}
    assert client_for(manager).delete(f"/attendance/excuses/{again['id']}/").refusal == (409, "conflict")


def test_staff_ask_for_their_own_child_as_every_family(group, pupil, manager, teacher):
    register_requests.add_guardian(manager, pupil)
    asked = ask(manager, pupil).json
    assert asked["state"] == "asked"
    assert list_notification_types(teacher) == ["attendance.excuse_asked"]
    assert decide(manager, asked, "accept").status == 404


@pytest.mark.parametrize(
    ("days", "status", "field"),
    [((-7, -7), 201, None), ((-8, 0), 422, "starts_on"), ((0, -1), 422, "ends_on"), ((0, 91), 201, None),
     ((0, 92), 422, "ends_on"), ((360, 370), 422, "ends_on")],
    ids=["a week back", "longer back", "backwards", "three months", "longer", "next year"],
)  # fmt: skip
def test_days_that_can_be_asked_for(group, pupil, days, status, field):
    answer = ask(pupil, first=days[0], last=days[1])
    assert (answer.status, list(answer.json.get("fields", [])) or None) == (status, field and [field])


def test_undecided_excuses_are_limited(group, pupil, stranger):
    for _ in range(20):
        assert ask(pupil).status == 201
    assert ask(pupil).status == 409
    assert ask(stranger).status == 409


def test_the_list_is_filtered_and_costs_the_same_for_few_and_many(
    group, other_group, pupil, second_pupil, other_pupil, teacher, manager
):
    def add(student: User) -> None:
        Excuse.objects.create(student=student, starts_on=TODAY, ends_on=TODAY, reason="x", asked_by=student)

    for student in (pupil, second_pupil, other_pupil):
        add(student)
    office = client_for(manager)
    for query, count in (
        ({}, 3), ({"student": str(pupil.pk)}, 1), ({"group": str(group.pk)}, 2), ({"state": "accepted"}, 0),
        ({"student": str(uuid4())}, 0), ({"from": str(TODAY)}, 3), ({"from": str(TODAY + timedelta(days=1))}, 0),
    ):  # fmt: skip
        assert office.get("/attendance/excuses/", query).json["count"] == count, query
    check_list_cost(client_for(teacher), "/attendance/excuses/", lambda _number: add(pupil), present=2)


def test_absence_excused_in_advance_is_not_notified(lesson, group, pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    SystemSettings.objects.update(absences_before_alert=2)
    decide(teacher, ask(pupil, last=1).json)
    later = [register_requests.create_group_lesson(group, starts=STARTS + timedelta(days=n)) for n in (1, 2, 3)]
    days, heard = [lesson, *later], []
    for day in days:
        with register_requests.travel_to(day.starts_at + timedelta(minutes=5)):
            send_marks(teacher, day, mark_row(pupil, "absent"))
        register_requests.run_absence_jobs(day.starts_at + timedelta(minutes=6))
        heard.append(len(list_notification_types(parent)))
    assert [load_marks(day) for day in days] == [{pupil.pk: "absent"}] * 4
    assert list_notification_types(parent) == ["attendance.absent", "attendance.absent", "attendance.alert"]
    assert heard == [0, 0, 1, 3]


def test_changed_mark_on_an_excused_day_is_not_notified(lesson, pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    decide(teacher, ask(pupil).json)
    for number, status in enumerate(("absent", "present", "absent", "excused")):
        with register_requests.travel_to(STARTS + timedelta(minutes=20 + 2 * number)):
            send_marks(teacher, lesson, mark_row(pupil, status))
        register_requests.run_absence_jobs(STARTS + timedelta(minutes=21 + 2 * number))
    assert list_notification_types(parent) == []


def test_repeated_request_creates_no_second_excuse(group, pupil, teacher):
    first, again = ask(pupil, key="tap"), ask(pupil, key="tap")
    assert (first.status, again.json, Excuse.objects.count()) == (201, first.json, 1)
    assert list_notification_types(teacher) == ["attendance.excuse_asked"]
    assert ask(pupil).status == 201
    assert Excuse.objects.count() == 2
