"""What registers know of a person: theirs to take away; after an erasure marks stay, notes and reasons do not."""

import io
import json
import zipfile
from typing import Any

from apps.accounts.models import User
from apps.attendance.models import Attendance, AttendanceHistory, Excuse
from apps.gamification.queries.ledger import get_coin_balance
from apps.lessons.models import Lesson
from apps.portal.job_kinds import ERASE, EXPORT
from tests import factories
from tests.access.side_effects import reset_rate_limits
from tests.attendance.register_requests import mark_row, send_marks
from tests.factories import client_for
from tests.portal import job_helpers as portal
from tests.portal.canary import find_tables_with

NOTE, WHY, REASON, ANSWER = "Kasalkanar", "Yanglishkanar", "Toydakanar", "Maylikanar"


def write_down(lesson: Lesson, pupil: User, teacher: User) -> None:
    """Everything that somebody may write about the pupil, each text found nowhere else."""
    (mark,) = send_marks(teacher, lesson, mark_row(pupil, "absent", note=NOTE)).json["marks"]
    client = client_for(teacher)
    client.patch(f"/attendance/{mark['id']}/", {"status": "present", "reason": WHY})
    days = {"starts_on": "2026-09-08", "ends_on": "2026-09-08", "reason": REASON}
    excuse = client_for(pupil).post("/attendance/excuses/", days).json
    client.patch(f"/attendance/excuses/{excuse['id']}/", {"decision": "accept", "answer": ANSWER})


def test_export_contains_marks_history_and_excuses(lesson, pupil, teacher):
    reset_rate_limits()
    write_down(lesson, pupil, teacher)
    client = client_for(pupil)
    client.post("/auth/users/me/export/")
    portal.run_single_job(EXPORT)
    answer = factories.ApiClient().get(client.get("/auth/users/me/export/").json["link"])
    archive = zipfile.ZipFile(io.BytesIO(answer.content))

    def rows(name: str) -> list[dict[str, Any]]:
        data: list[dict[str, Any]] = json.loads(archive.read(f"data/attendance.{name}.student.json"))
        return data

    (mark,), (step,), (excuse,) = rows("attendance"), rows("attendancehistory"), rows("excuse")
    assert (mark["note"], mark["status__name"]["en"]) == (NOTE, "Present")
    assert (step["note"], step["reason"], step["from_status__name"]["en"]) == (NOTE, WHY, "Absent")
    assert (excuse["reason"], excuse["answer"], excuse["state"]) == (REASON, ANSWER, "accepted")


def test_erasure_keeps_marks_and_removes_texts(lesson, pupil, teacher, admin):
    write_down(lesson, pupil, teacher)
    waiting = Excuse.objects.create(student=pupil, starts_on="2026-09-09", ends_on="2026-09-09", reason=REASON)
    assert find_tables_with([NOTE, WHY, REASON, ANSWER]) >= {"attendance_attendance", "attendance_excuse"}
    assert client_for(admin).post(f"/auth/users/{pupil.pk}/erase/").status == 202
    portal.run_single_job(ERASE)
    assert find_tables_with([NOTE, WHY, REASON, ANSWER]) == set()
    assert (Attendance.objects.get().status.code, AttendanceHistory.objects.count()) == ("present", 1)
    expected = {True: "withdrawn", False: "accepted"}
    assert {excuse.pk == waiting.pk: excuse.state for excuse in Excuse.objects.all()} == expected
    assert get_coin_balance(pupil) == 5
