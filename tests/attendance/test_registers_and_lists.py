"""The register of a lesson, lists of marks, and who reads them."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.attendance.models import Excuse
from apps.courses.models import Group, Membership
from tests.attendance import register_requests
from tests.attendance.register_requests import STARTS, add_guardian, create_group_lesson, mark_row, send_marks
from tests.factories import client_for


def test_register_shows_pupils_marks_and_suggestions(lesson, group, pupil, second_pupil, other_pupil, teacher):
    Membership.objects.create(group=group, student=other_pupil, joined_on="2026-09-08")
    day = STARTS.date()
    Excuse.objects.create(student=second_pupil, starts_on=day, ends_on=day, reason="Away", state="accepted")
    Excuse.objects.create(student=pupil, starts_on=day, ends_on=day, reason="Ill", state="asked")
    path = f"/attendance/registers/{lesson.pk}/"
    shown = client_for(teacher).get(path).json
    expected = [(str(pupil.pk), "member", None), (str(second_pupil.pk), "member", "excused")]
    assert [(row["student"]["id"], row["standing"], row["suggested"]) for row in shown["rows"]] == expected
    assert shown["rows"][1]["excuse"]["reason"] == "Away"
    assert (shown["counts"]["unmarked"], shown["takes_marks"], shown["closes_on"]) == (2, True, "2026-10-07")
    send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil, "excused"))
    Membership.objects.filter(student=pupil).update(left_on="2026-09-06", status="left")
    shown = client_for(teacher).get(path).json
    expected = [("member", "excused", None), ("former", "present", None)]
    assert [(row["standing"], row["mark"]["status"], row["suggested"]) for row in shown["rows"]] == expected
    assert shown["counts"] == {"present": 1, "absent": 0, "late": 0, "excused": 1, "unmarked": 0}


def test_a_register_is_for_who_keeps_it(lesson, pupil, teacher, other_teacher, manager):
    path = f"/attendance/registers/{lesson.pk}/"
    expected = [200, 200, 404, 403]
    assert [client_for(user).get(path).status for user in (teacher, manager, other_teacher, pupil)] == expected


def test_pupils_and_permitted_parents_list_marks(lesson, pupil, second_pupil, parent, stranger, teacher):
    add_guardian(parent, pupil)
    add_guardian(stranger, pupil, sees_progress=False)
    marks = send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil)).json["marks"]
    for person in (pupil, parent):
        listed = client_for(person).get("/attendance/").json["results"]
        assert [item["student"]["id"] for item in listed] == [str(pupil.pk)]
        assert [client_for(person).get(f"/attendance/{mark['id']}/").status for mark in marks] == [200, 404]
    assert client_for(stranger).get("/attendance/").json["count"] == 0


def test_teacher_with_a_child_lists_marks_of_both(lesson, other_group, pupil, other_pupil, teacher, other_teacher):
    earlier = create_group_lesson(other_group, starts=STARTS - timedelta(days=1))
    people = ((other_teacher, earlier, other_pupil), (teacher, lesson, pupil))
    for person, theirs, student in people:
        send_marks(person, theirs, mark_row(student))
    for person, theirs, _student in people:
        assert [row["lesson"] for row in client_for(person).get("/attendance/").json["results"]] == [str(theirs.pk)]
    add_guardian(teacher, other_pupil)
    shown = client_for(teacher).get("/attendance/").json
    assert (shown["count"], [row["lesson"] for row in shown["results"]]) == (2, [str(lesson.pk), str(earlier.pk)])
    oldest = client_for(other_pupil).get("/attendance/?ordering=starts_at").json
    assert (oldest["count"], [row["lesson"] for row in oldest["results"]]) == (1, [str(earlier.pk)])


def test_the_list_is_filtered(
    lesson, group, other_group, pupil, second_pupil, other_pupil, teacher, other_teacher, manager
):
    earlier = create_group_lesson(group, starts=STARTS - timedelta(days=3))
    other = create_group_lesson(other_group)
    send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil, "absent"))
    send_marks(teacher, earlier, mark_row(pupil, "absent"))
    send_marks(other_teacher, other, mark_row(other_pupil))
    client = client_for(manager)
    for query, count in (
        ({}, 4), ({"lesson": str(lesson.pk)}, 2), ({"group": str(group.pk)}, 3), ({"student": str(pupil.pk)}, 2),
        ({"status": "absent"}, 2), ({"from": "2026-09-05"}, 3), ({"to": "2026-09-06"}, 1),
        ({"student": str(pupil.pk), "status": "absent"}, 1),
    ):  # fmt: skip
        assert client.get("/attendance/", query).json["count"] == count, query
    assert client_for(teacher).get("/attendance/").json["count"] == 3
    times = [row["starts_at"] for row in client.get("/attendance/").json["results"]]
    assert times == sorted(times, reverse=True)


def test_lists_and_registers_cost_the_same_for_few_and_many(lesson, group, pupil, second_pupil, teacher):
    client, everybody = client_for(teacher), [pupil, second_pupil]
    Group.objects.update(capacity=40)
    lists = ("/attendance/", f"/attendance/registers/{lesson.pk}/", f"/attendance/registers/{lesson.pk}/history/")
    counts = []
    for number in (0, 18):
        everybody += register_requests.add_pupils(group, number)
        for status in ("present", "late"):
            send_marks(teacher, lesson, *[mark_row(item, status) for item in everybody])
        for path in lists:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
