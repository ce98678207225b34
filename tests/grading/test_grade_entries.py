"""What teachers write for a pupil: who may, what two at once see, and what a late penalty takes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.core.errors import Conflict, ErrorCode
from apps.courses.models import Membership
from apps.grading.models import GradeEntry, GradeItem
from apps.grading.services import cells
from tests.factories import client_for
from tests.grading.gradebook_requests import make_gradebook, read_cell, read_grade, read_items, write
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def gradebook(group, teacher):
    return make_gradebook(teacher, group, {"name": "Oral exam"})


def test_a_teacher_writes_and_pupil_and_parent_read_why(gradebook, teacher, pupil, second_pupil, parent, stranger):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    answer = write(teacher, gradebook, pupil, 17.5)
    assert (answer.status, answer.json["percent"], answer.json["word"]) == (201, 87.5, "5")
    for reader in (pupil, parent, teacher):
        (item,) = read_items(reader, gradebook, pupil)
        assert (item["points"], item["weight"], item["contribution"]) == (17.5, 100, 87.5)
        (entry,) = item["entries"]
        assert (entry["author"]["full_name"], entry["points"], entry["counts"]) == (teacher.full_name, 17.5, True)
    (summary,) = client_for(parent).get("/grading/grades/", {"student": str(pupil.pk)}).json
    assert (summary["title"], summary["percent"], summary["word"]) == ("A2 morning", 87.5, "5")
    assert client_for(stranger).get("/grading/grades/").json == []
    for reader in (second_pupil, stranger):
        read_grade(reader, gradebook, pupil).check_refused(404)
        client_for(reader).get("/grading/grades/", {"student": str(pupil.pk)}).check_refused(404)
    client_for(pupil).get(f"/grading/gradebooks/{gradebook['id']}/grid/").check_refused(403)


def test_a_teacher_of_another_group_sees_no_grade(gradebook, other_teacher, pupil, teacher):
    write(teacher, gradebook, pupil, 17.5)
    read_grade(other_teacher, gradebook, pupil).check_refused(404)
    write(other_teacher, gradebook, pupil, 1).check_refused(404)


def test_two_teachers_at_one_cell_see_both_values(gradebook, teacher, assistant, pupil):
    seen = read_cell(teacher, gradebook, pupil)["last"]
    assert seen is None
    write(assistant, gradebook, pupil, 4)
    refused = write(teacher, gradebook, pupil, 5, last=seen)
    refused.check_refused(409, "grade_changed", field="points")
    assert refused.json["fields"]["points"] == [f"{assistant.full_name} wrote 4 meanwhile. Your value is not saved."]
    last = read_cell(teacher, gradebook, pupil)["last"]
    assert write(teacher, gradebook, pupil, 5, last=last, reason="Second listening.").status == 201
    assert read_cell(teacher, gradebook, pupil)["points"] == 5
    (item,) = read_items(pupil, gradebook, pupil)
    assert [(entry["points"], entry["reason"], entry["counts"]) for entry in item["entries"]] == [
        (4, "", False), (5, "Second listening.", True),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_the_second_writer_of_one_moment_waits_and_is_told(
    protected, gradebook, teacher, assistant, pupil, monkeypatch
):
    item = GradeItem.objects.get()
    if not protected:
        rows = GradeItem.objects.select_related("gradebook")
        monkeypatch.setattr(cells, "_lock_item", lambda row: rows.get(pk=row.pk))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            cells.write_entry(actor=teacher, item=item, student=pupil, draft=cells.CellDraft(points=Decimal(4)))
            second = pool.submit(write_in_thread, assistant, item, pupil)
            wait_until(is_blocking_another_connection, what="the second writer to meet the first")
        error = second.result()
    if protected:
        assert (type(error), error.code) == (Conflict, ErrorCode.GRADE_CHANGED)
    else:
        assert type(error) is IntegrityError
    assert GradeEntry.objects.get().points == 4


def write_in_thread(actor, item, student):
    try:
        return cells.write_entry(actor=actor, item=item, student=student, draft=cells.CellDraft(points=Decimal(5)))
    except (Conflict, IntegrityError) as error:
        return error
    finally:
        connections.close_all()


def test_the_same_again_after_a_lost_answer_adds_nothing(gradebook, teacher, pupil):
    first, again = (write(teacher, gradebook, pupil, 4, last=None) for _ in range(2))
    assert (first.status, again.status, again.json["percent"]) == (201, 201, 20)
    assert GradeEntry.objects.count() == 1


def test_a_change_says_why(gradebook, teacher, pupil):
    write(teacher, gradebook, pupil, 4)
    last = read_cell(teacher, gradebook, pupil)["last"]
    write(teacher, gradebook, pupil, 5, last=last).check_refused(422, field="reason")
    assert read_cell(teacher, gradebook, pupil)["points"] == 4


def test_points_can_be_taken_back_and_a_pupil_excused(gradebook, teacher, pupil):
    write(teacher, gradebook, pupil, 4)
    for body, state, percent in (
        ({"is_excused": True}, "excused", None), ({}, "open", None), ({"points": 20}, "graded", 100)
    ):  # fmt: skip
        last = read_cell(teacher, gradebook, pupil)["last"]
        answer = write(teacher, gradebook, pupil, **{"points": None} | body, last=last, reason="Was ill.")
        assert (answer.status, answer.json["percent"]) == (201, percent), answer.json
        assert read_cell(teacher, gradebook, pupil)["state"] == state


def test_nobody_writes_for_themselves(gradebook, group, teacher):
    Membership.objects.create(group=group, student=teacher, joined_on=group.today)
    write(teacher, gradebook, teacher, 20).check_refused(404)
    due_at = (timezone.now() + timedelta(days=9)).isoformat()
    body = {"item": gradebook["items"][0]["id"], "student": str(teacher.pk), "due_at": due_at, "reason": "Busy."}
    client_for(teacher).post(f"/grading/gradebooks/{gradebook['id']}/extensions/", body).check_refused(404)
    assert not GradeEntry.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"points": -1}, "points"), ({"points": 100_001}, "points"), ({"points": "NaN"}, "points"),
        ({"points": 1.234567}, "points"), ({"points": 4, "is_excused": True}, "points"),
        ({"points": 4, "reason": "x" * 501}, "reason"), ({"points": 4, "student": "nobody"}, "student"),
    ],
)  # fmt: skip
def test_bad_entries_are_refused_by_field(body, field, gradebook, teacher, pupil):
    whole = {"item": gradebook["items"][0]["id"], "student": str(pupil.pk)} | body
    answer = client_for(teacher).post(f"/grading/gradebooks/{gradebook['id']}/entries/", whole)
    answer.check_refused(422, field=field)
    assert not GradeEntry.objects.exists()


def test_an_extension_holds_for_one_pupil(group, teacher, pupil, second_pupil):
    past = (timezone.now() - timedelta(days=1)).isoformat()
    gradebook = make_gradebook(teacher, group, {"name": "Essay", "due_at": past})
    assert read_cell(teacher, gradebook, pupil)["state"] == "missing"
    later = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    body = {"item": gradebook["items"][0]["id"], "student": str(pupil.pk), "due_at": later.isoformat(), "reason": "Ill"}
    answer = client_for(teacher).post(f"/grading/gradebooks/{gradebook['id']}/extensions/", body)
    assert answer.status == 201, answer.json
    assert read_cell(teacher, gradebook, pupil)["state"] == "open"
    assert read_cell(teacher, gradebook, second_pupil)["state"] == "missing"
    extension = read_items(pupil, gradebook, pupil)[0]["extension"]
    assert (extension["reason"], extension["author"]["id"]) == ("Ill", str(teacher.pk))


def test_a_pupil_reads_what_a_five_takes(group, teacher, pupil):
    gradebook = make_gradebook(teacher, group, {}, {})
    write(teacher, gradebook, pupil, 16)
    write(teacher, gradebook, pupil, 3, item=1)
    last = read_cell(teacher, gradebook, pupil, item=1)["last"]
    write(teacher, gradebook, pupil, None, item=1, last=last, reason="Not held yet.")
    path = f"/grading/gradebooks/{gradebook['id']}/grades/{pupil.pk}/goal/"
    goal = client_for(pupil).get(path, {"band": 3}).json
    # 80 and 91.99 make 85.995, which is rounded half up.
    assert goal == {
        "word": "5", "percent": 86, "state": "within_reach", "needed_percent": 91.99,
        "items": [gradebook["items"][1]["id"]],
    }  # fmt: skip
    assert client_for(pupil).get(path, {"band": 0}).json["state"] == "reached"
    client_for(pupil).get(path, {"band": 4}).check_refused(422, field="band")
    assert client_for(teacher).get(path, {"band": 3}).json["needed_percent"] == 91.99
