"""One mark: put, corrected, withdrawn, with everything that stood before."""

from datetime import timedelta
from uuid import uuid4

from apps.accounts.models import User
from apps.attendance.models import Attendance
from apps.courses.models import Membership
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream, get_user_stream, get_wall_stream
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.lessons.models import Lesson
from apps.settings.models import SystemSettings
from tests import factories
from tests.attendance.register_requests import STARTS, create_group_lesson, load_history, mark_row
from tests.factories import client_for
from tests.refused_values import refused_values


def mark(user: User, lesson: Lesson, student: User, status: str = "present", **more) -> factories.ApiResponse:
    body = {"lesson": str(lesson.pk), **mark_row(student, status, **more)}
    return client_for(user).post("/attendance/", body)


def test_keeper_of_the_register_makes_a_mark(lesson, pupil, teacher, assistant, other_teacher, manager):
    answer = mark(teacher, lesson, pupil, "late", minutes_late=7, note="Bus")
    assert (answer.status, answer.json["status"], answer.json["minutes_late"]) == (201, "late", 7)
    assert (answer.json["marked_by"]["id"], answer.json["revision"]) == (str(teacher.pk), 1)
    assert mark(assistant, lesson, pupil).json["revision"] == 2
    assert mark(manager, lesson, pupil, "absent").json["revision"] == 3
    assert mark(other_teacher, lesson, pupil).status == 404
    assert mark(pupil, lesson, pupil).status == 403
    assert load_history(lesson) == [("late", "present"), ("present", "absent")]
    assert Lesson.objects.get(pk=lesson.pk).pinned_at is not None


def test_substitute_marks_only_the_substituted_lesson(lesson, group, pupil, other_teacher):
    Lesson.objects.filter(pk=lesson.pk).update(teacher=other_teacher)
    assert mark(other_teacher, lesson, pupil).status == 201
    assert mark(other_teacher, create_group_lesson(group, starts=STARTS - timedelta(days=1)), pupil).status == 404


def test_correction_keeps_the_old_mark_in_history(lesson, pupil, teacher, manager):
    first = mark(teacher, lesson, pupil, "late", minutes_late=7, note="Bus").json
    path = f"/attendance/{first['id']}/"
    answer = client_for(manager).patch(path, {"status": "absent", "reason": "Was never there"})
    assert (answer.status, answer.json["status"], answer.json["minutes_late"]) == (200, "absent", None)
    assert (answer.json["note"], answer.json["marked_by"]["id"]) == ("Bus", str(manager.pk))
    (step,) = client_for(teacher).get(f"{path}history/").json["results"]
    assert (step["status"], step["minutes_late"], step["note"]) == ("late", 7, "Bus")
    assert (step["marked_by"]["id"], step["changed_by"]["id"]) == (str(teacher.pk), str(manager.pk))
    assert (step["became"], step["reason"]) == ("absent", "Was never there")
    assert client_for(pupil).get(f"{path}history/").status == 403
    assert client_for(teacher).patch(path, {"status": "absent"}).json["revision"] == 2


def test_withdrawn_mark_keeps_history_and_reverses_coins(lesson, pupil, second_pupil, teacher, client):
    for _ in range(2):
        made = mark(teacher, lesson, pupil).json
        assert get_coin_balance(pupil) == 5
        assert client.delete(f"/attendance/{made['id']}/", query={"reason": "Wrong pupil"}).status == 204
        assert client.get(f"/attendance/{made['id']}/").status == 404
        assert client.delete(f"/attendance/{made['id']}/").status == 404
        assert (get_coin_balance(pupil), sum_coin_ledger(pupil)) == (0, 0)
    history = client.get(f"/attendance/registers/{lesson.pk}/history/").json
    expected = [("present", None, "Wrong pupil")] * 2
    assert [(row["status"], row["became"], row["reason"]) for row in history["results"]] == expected
    for student, count in ((pupil, 2), (second_pupil, 0)):
        of_student = client.get(f"/attendance/registers/{lesson.pk}/history/", {"student": str(student.pk)})
        assert of_student.json["count"] == count
    mark(teacher, lesson, pupil, "late", minutes_late=3)
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil)) == (2, 2)


def test_coins_follow_the_mark_by_counter_entries(lesson, pupil, teacher):
    SystemSettings.objects.update(coins_for_attendance=7, coins_for_lateness=3)
    balances = []
    for status in ("present", "late", "absent", "excused", "present"):
        mark(teacher, lesson, pupil, status)
        mark(teacher, lesson, pupil, status)
        balances.append(get_coin_balance(pupil))
    assert balances == [7, 3, 0, 0, 7]
    entries = pupil.coin_transactions.order_by("revision").values_list("revision", "amount", "cause")
    assert [entry[:2] for entry in entries] == [(1, 7), (2, -4), (3, -3), (4, 7)]
    assert {entry[2] for entry in entries} == {f"attendance:{lesson.pk}:{pupil.pk}"}


def test_mark_publishes_events_to_pupil_group_and_wall(lesson, group, pupil, teacher):
    made = mark(teacher, lesson, pupil, "late", minutes_late=7).json
    client_for(teacher).delete(f"/attendance/{made['id']}/")
    theirs = StreamEvent.objects.filter(stream=get_user_stream(pupil.pk), type="attendance.changed").order_by("seq")
    assert [(item.data["status"], item.data["minutes_late"]) for item in theirs] == [("late", 7), (None, None)]
    for stream in (get_group_stream(group.pk), get_wall_stream(group.pk)):
        events = StreamEvent.objects.filter(stream=stream, type="register.marked").order_by("seq")
        assert [(event.data["changed"], event.data["late"]) for event in events] == [(1, 1), (1, 0)]


@refused_values(
    *(("minutes_late", {"status": s, "minutes_late": n}) for s, n in (("present", 5), ("late", 0), ("late", 601))),
    status=["asleep"], note=["x" * 201], student=[str(uuid4())], marked_at=["2026-09-07T10:00:00+05:00"],
)  # fmt: skip
def test_invalid_values_name_the_field(lesson, pupil, teacher, wrong, field):
    body = {"lesson": str(lesson.pk), **mark_row(pupil), **wrong}
    assert client_for(teacher).post("/attendance/", body).refused_fields == (422, [field])
    assert not Attendance.objects.exists()


def test_users_cannot_mark_themselves(lesson, group, manager, teacher):
    Membership.objects.create(group=group, student=manager, joined_on="2026-09-01")
    assert mark(manager, lesson, manager).refused_fields == (422, ["student"])
    made = mark(teacher, lesson, manager, "absent").json
    client = client_for(manager)
    assert client.get(f"/attendance/{made['id']}/").status == 200
    assert client.patch(f"/attendance/{made['id']}/", {"status": "present"}).status == 404
    assert client.delete(f"/attendance/{made['id']}/").status == 404
