"""What stands is not broken by what is sent late, again or along with other rows: a phone on a bad network sends the
whole register, an hour later, twice.
"""

from datetime import timedelta
from typing import Any

from apps.accounts.models import Guardian, User
from apps.attendance.models import Attendance, AttendanceStatus
from apps.courses.models import Membership
from apps.gamification.queries.ledger import get_coin_balance
from apps.lessons.models import Lesson
from apps.settings.models import SystemSettings
from tests.attendance import register_requests
from tests.attendance.register_requests import NOW, add_guardian, add_pupils, load_marks, mark_row, send_marks
from tests.factories import client_for


def offline(lesson: Lesson, student: User, status: str, minutes: int) -> dict[str, Any]:
    at = NOW - timedelta(minutes=minutes)
    return mark_row(student, status, id=f"{minutes}", lesson=str(lesson.pk), marked_at=at.isoformat())


def test_a_whole_register_is_sent_back_with_rows_that_could_not_be_put_now(lesson, group, pupil, second_pupil, teacher):
    """A pupil who has left since, and a status that was put away since, stay as they are; only that."""
    sick = AttendanceStatus.objects.create(code="sick", name={"en": "Sick"}, counts_as="absent")
    send_marks(teacher, lesson, mark_row(pupil, "sick"), mark_row(second_pupil))
    AttendanceStatus.objects.filter(pk=sick.pk).update(archived_at=NOW)
    Membership.objects.filter(student=second_pupil).update(leaves_on=NOW.date() - timedelta(days=1))
    third = add_pupils(group, 1)[0]
    answer = send_marks(teacher, lesson, mark_row(pupil, "sick"), mark_row(second_pupil), mark_row(third))
    assert (answer.status, [mark["status"] for mark in answer.json["marks"]]) == (200, ["sick", "present", "present"])
    refused = send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil, "absent"), mark_row(third, "sick"))
    assert (refused.status, sorted(refused.json["fields"])) == (422, ["marks.1.student", "marks.2.status"])


def test_repeated_sync_does_not_restore_withdrawn_marks(lesson, pupil, teacher, manager):
    client, sent = client_for(teacher), offline(lesson, pupil, "absent", 5)
    (made,) = client.post("/attendance/sync/", {"marks": [sent]}).json["marks"]
    assert made["outcome"] == "applied"
    assert client_for(manager).delete(f"/attendance/{made['mark']['id']}/").status == 204
    (again,) = client.post("/attendance/sync/", {"marks": [sent]}).json["marks"]
    assert (again["outcome"], again["mark"]) == ("older", None)
    assert not Attendance.objects.exists()
    with register_requests.travel_to(NOW + timedelta(minutes=2)):
        (newer,) = client.post("/attendance/sync/", {"marks": [offline(lesson, pupil, "late", -1)]}).json["marks"]
    assert (newer["outcome"], load_marks(lesson)) == ("applied", {pupil.pk: "late"})


def test_another_note_pays_nothing_anew(lesson, pupil, teacher):
    send_marks(teacher, lesson, mark_row(pupil))
    SystemSettings.objects.update(coins_for_attendance=50)
    send_marks(teacher, lesson, mark_row(pupil, note="Without books"))
    assert get_coin_balance(pupil) == 5


def test_who_no_longer_cares_for_a_pupil_hears_of_no_decision(lesson, pupil, parent, teacher):
    add_guardian(parent, pupil)
    body = {"student": str(pupil.pk), "starts_on": "2026-09-07", "ends_on": "2026-09-08", "reason": "Ill"}
    asked = [client_for(parent).post("/attendance/excuses/", body).json["id"] for _ in range(2)]
    for excuse in asked:
        assert client_for(teacher).patch(f"/attendance/excuses/{excuse}/", {"decision": "refuse"}).status == 200
        Guardian.objects.update(ended_at=NOW)
    assert register_requests.list_notification_types(parent) == ["attendance.excuse_refused"]
