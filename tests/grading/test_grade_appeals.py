"""Appeals against grades: who may ask, how often, and what an answer does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.grading.models import GradeAppeal, GradeEntry
from apps.grading.services import appeals
from apps.notifications.models import Notification
from apps.portal.services.erasure import erase_database_rows
from apps.settings.models import AuditLog, AuditValues
from apps.settings.services import update_system_settings
from tests.factories import client_for, make_user
from tests.grading.gradebook_requests import make_gradebook, read_cell, read_items, write

pytestmark = pytest.mark.django_db
REASON = "The last answer was right."


@pytest.fixture
def gradebook(group, teacher, pupil):
    gradebook = make_gradebook(teacher, group, {"name": "Oral exam"}, {"name": "Dictation"})
    write(teacher, gradebook, pupil, 12)
    return gradebook


def appeal(author, gradebook, *, item=0, **more):
    """What the server says of an appeal."""
    body = {"item": gradebook["items"][item]["id"], "reason": REASON} | more
    return client_for(author).post("/grading/appeals/", body)


def answer(teacher, made, text, **more):
    return client_for(teacher).post(f"/grading/appeals/{made.json['id']}/answer/", {"answer": text} | more)


def list_appeals(reader, **filters):
    listed = client_for(reader).get("/grading/appeals/", filters)
    assert listed.status == 200, listed.json
    return listed.json["results"]


def count_notifications(user, kind):
    return Notification.objects.filter(user=user, type=kind).count()


def test_a_parent_appeals_and_the_teacher_changes_the_grade(gradebook, teacher, assistant, pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    made = appeal(parent, gradebook, student=str(pupil.pk))
    assert (made.status, made.json["state"], made.json["author"]["id"]) == (201, "open", str(parent.pk)), made.json
    assert [count_notifications(user, "grading.appealed") for user in (teacher, assistant, pupil)] == [1, 1, 0]
    assert [row["id"] for row in list_appeals(teacher, for_me=True)] == [made.json["id"]]
    last = read_cell(teacher, gradebook, pupil)["last"]
    answered = answer(teacher, made, "You are right.", points=16, last=last)
    assert (answered.status, answered.json["state"], answered.json["points"]) == (200, "granted", 16), answered.json
    (*_, entry) = read_items(pupil, gradebook, pupil)[0]["entries"]
    assert (entry["points"], entry["author"]["id"]) == (16, str(teacher.pk))
    assert entry["reason"] == f"Appeal: {REASON}"
    for reader in (pupil, parent, assistant):
        (row,) = list_appeals(reader, gradebook=gradebook["id"], student=str(pupil.pk))
        assert (row["answer"], row["answered_by"]["id"]) == ("You are right.", str(teacher.pk))
    assert [count_notifications(user, "grading.appeal_answered") for user in (pupil, parent)] == [1, 1]
    logged = AuditLog.objects.filter(action__in=("grading.appeal", "grading.answer_appeal")).order_by("pk")
    assert list(logged.values_list("action", "actor")) == [
        ("grading.appeal", parent.pk), ("grading.answer_appeal", teacher.pk),
    ]  # fmt: skip


def test_a_declined_appeal_leaves_the_grade(gradebook, teacher, pupil):
    made = appeal(pupil, gradebook)
    answer(teacher, made, "").check_refused(422, field="answer")
    answered = answer(teacher, made, "I listened once more: two words were missing.")
    assert (answered.json["state"], answered.json["points"]) == ("declined", None)
    assert GradeEntry.objects.count() == 1
    answer(teacher, made, "Again.", points=20).check_refused(409, "not_open")
    assert (list_appeals(teacher, for_me=True), len(list_appeals(teacher, is_open=False))) == ([], 1)


def test_an_answer_does_not_write_over_what_was_not_seen(gradebook, teacher, assistant, pupil):
    made = appeal(pupil, gradebook)
    last = read_cell(teacher, gradebook, pupil)["last"]
    write(assistant, gradebook, pupil, 14, last=last, reason="Heard again.")
    answer(teacher, made, "You are right.", points=16, last=last).check_refused(409, "grade_changed", field="points")
    assert [row["state"] for row in list_appeals(pupil)] == ["open"]
    assert read_cell(teacher, gradebook, pupil)["points"] == 14


def test_only_who_may_see_the_grade_appeals(gradebook, teacher, pupil, second_pupil, parent, stranger, other_teacher):
    # The father does not see the pupil's progress.
    father = make_user(Role.PARENT, "Botir", "Oripov")
    Guardian.objects.create(parent=father, child=pupil, kind="father", sees_progress=False)
    for author in (father, parent, stranger, second_pupil, teacher):
        appeal(author, gradebook, student=str(pupil.pk)).check_refused(404)
    appeal(stranger, gradebook).check_refused(404)
    made = appeal(pupil, gradebook)
    for reader in (stranger, second_pupil, other_teacher, father):
        assert list_appeals(reader) == []
    answer(other_teacher, made, "Fine.", points=20).check_refused(404)
    answer(pupil, made, "Fine.", points=20).check_refused(403)


def test_nobody_answers_an_appeal_of_their_own(gradebook, group, teacher, assistant, pupil):
    Membership.objects.create(group=group, student=assistant, joined_on=group.today)
    write(teacher, gradebook, assistant, 12)
    own = appeal(assistant, gradebook)
    assert own.status == 201, own.json
    assert list_appeals(assistant, for_me=True) == []
    answer(assistant, own, "Surely.", points=20).check_refused(404)
    # A teacher who is the parent asks a colleague.
    Guardian.objects.create(parent=teacher, child=pupil, kind="mother")
    asked = appeal(teacher, gradebook, student=str(pupil.pk))
    answer(teacher, asked, "Surely.", points=20).check_refused(404)
    assert answer(assistant, asked, "No.").status == 200


def test_appeals_are_limited(gradebook, teacher, pupil):
    appeal(pupil, gradebook, item=1).check_refused(409, "not_open")
    appeal(pupil, gradebook, reason="x" * 401).check_refused(422, field="reason")
    update_system_settings(actor=None, appeals_allowed=1)
    made = appeal(pupil, gradebook)
    appeal(pupil, gradebook).check_refused(409, "not_open")
    answer(teacher, made, "It stays.")
    appeal(pupil, gradebook).check_refused(429)
    update_system_settings(actor=None, appeals_allowed=0)
    appeal(pupil, gradebook).check_refused(409, "not_open")
    assert GradeAppeal.objects.count() == 1


def test_a_pupil_has_ten_open_appeals_at_most(group, teacher, pupil):
    gradebook = make_gradebook(teacher, group, *({"missing": "zero"} for _ in range(appeals.MAX_OPEN + 1)))
    for item in range(appeals.MAX_OPEN):
        assert appeal(pupil, gradebook, item=item).status == 201
    appeal(pupil, gradebook, item=appeals.MAX_OPEN).check_refused(429)


@pytest.mark.django_db(transaction=True)
def test_two_appeals_at_once_make_one(gradebook, pupil):
    def send(_):
        try:
            return appeal(pupil, gradebook).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(send, range(4)))
    assert statuses == [201, 409, 409, 409]
    assert GradeAppeal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_make_one(gradebook, teacher, assistant, pupil):
    made = appeal(pupil, gradebook)
    last = read_cell(teacher, gradebook, pupil)["last"]

    def send(person):
        try:
            return answer(person, made, "You are right.", points=16, last=last).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, (teacher, assistant))) == [200, 409]
    assert GradeEntry.objects.count() == 2


def test_an_answer_that_would_change_nothing_is_refused(gradebook, teacher, pupil):
    """The second appeal has the words of the first one, so that the entry would be the same."""
    seen = read_cell(teacher, gradebook, pupil)["last"]
    assert answer(teacher, appeal(pupil, gradebook), "You are right.", points=16, last=seen).status == 200
    second = appeal(pupil, gradebook)
    for last in (seen, read_cell(teacher, gradebook, pupil)["last"]):
        answer(teacher, second, "Again.", points=16, last=last).check_refused(422, "invalid", field="points")
    assert (GradeEntry.objects.count(), [row["state"] for row in list_appeals(teacher, for_me=True)]) == (2, ["open"])
    assert answer(teacher, second, "It has them already.").json["state"] == "declined"


def test_an_appeal_of_the_only_teacher_s_child_goes_to_the_office(gradebook, group, teacher, manager, pupil):
    Guardian.objects.create(parent=teacher, child=pupil, kind="mother")
    group.assistants.clear()
    far = make_user(Role.MANAGER, "Farida", "Umarova")
    User.objects.filter(pk=far.pk).update(all_branches=False)
    asked = appeal(teacher, gradebook, student=str(pupil.pk))
    assert asked.status == 201, asked.json
    assert [count_notifications(user, "grading.appealed") for user in (manager, far, teacher)] == [1, 0, 0]
    assert [row["id"] for row in list_appeals(manager, for_me=True)] == [asked.json["id"]]
    assert answer(manager, asked, "It stays.").status == 200
    # The child asks: the parent who teaches is told.
    assert appeal(pupil, gradebook).status == 201
    assert [count_notifications(user, "grading.appealed") for user in (manager, teacher)] == [1, 1]


def test_the_words_of_an_erased_parent_stand_nowhere(gradebook, teacher, pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    made = appeal(parent, gradebook, student=str(pupil.pk))
    answer(teacher, made, "You are right.", points=16, last=read_cell(teacher, gradebook, pupil)["last"])
    assert read_items(pupil, gradebook, pupil)[0]["entries"][-1]["reason"] == f"Appeal: {REASON}"
    erase_database_rows(parent.pk)
    assert read_items(pupil, gradebook, pupil)[0]["entries"][-1]["reason"] == "After an appeal."
    assert [row["reason"] for row in list_appeals(teacher)] == [""]
    assert REASON not in str(list(AuditValues.objects.values_list("values", flat=True)))
    assert not GradeEntry.objects.filter(reason__contains=REASON).exists()


def test_what_the_platform_says_is_read_in_the_reader_s_language(gradebook, teacher, pupil):
    teacher.locale, pupil.locale = "uz", "ru"
    for person in (teacher, pupil):
        person.save(update_fields=["locale"])
    answer(teacher, appeal(pupil, gradebook), "Ha.", points=16, last=read_cell(teacher, gradebook, pupil)["last"])
    assert read_items(pupil, gradebook, pupil)[0]["entries"][-1]["reason"] == f"Апелляция: {REASON}"
    assert read_items(teacher, gradebook, pupil)[0]["entries"][-1]["reason"] != f"Апелляция: {REASON}"
