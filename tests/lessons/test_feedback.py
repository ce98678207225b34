"""After each month pupils say what they think of their teacher: asked once, and nobody learns who answered what."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connections, transaction

import apps.jobs.services as jobs
from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.errors import Conflict
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import LeadChange, Membership
from apps.lessons.job_kinds import ASK_FEEDBACK, CLOSE_FEEDBACK
from apps.lessons.models import FeedbackRequest, FeedbackRound, Lesson
from apps.lessons.services import feedback
from apps.notifications.models import Notification
from apps.portal.services.erasure import erase_database_rows
from apps.portal.services.exports import write_personal_data_archive
from apps.settings.models import SystemSettings
from tests.accounts.merges.merge_calls import merge
from tests.factories import ApiClient, browser_of, client_for, make_group, make_user
from tests.job_runs import run_jobs
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until
from tests.query_counts import check_list_cost
from tests.races import run_together

NOVEMBER, LAST_DAY = datetime(2026, 11, 1, 4, tzinfo=UTC), datetime(2026, 11, 14, 18, tzinfo=UTC)
ASKED, RESULTS = "/lessons/feedback/", "/lessons/feedback/results/"
NAMES = ("Anvar", "Bobur", "Dilshod", "Jamshid")


@pytest.fixture
def pupils(group, pupil, second_pupil):
    """Six members of the group, which had two lessons in October; the setting is on."""
    SystemSettings.objects.update(teacher_feedback=True)
    others = [make_user(Role.STUDENT, name, "Aliyev") for name in NAMES]
    Membership.objects.bulk_create(
        Membership(group=group, student=person, joined_on=date(2026, 9, 1)) for person in others
    )
    for day in (1, 31):
        starts = datetime(2026, 10, day, 5, tzinfo=UTC)
        ends = starts + timedelta(hours=1)
        Lesson.objects.create(group=group, teacher=group.lead_teacher, starts_at=starts, ends_at=ends, status="held")
    return [pupil, second_pupil, *others]


def run(kind, at=NOVEMBER):
    with time_machine.travel(at, tick=False):
        with unit_of_work():
            jobs.enqueue(kind=kind, object_id=str(datetime.now(UTC)))
        assert run_jobs(kind) == 1


def read(person, path, query=None, at=NOVEMBER):
    with time_machine.travel(at, tick=False):
        return client_for(person).get(path, query).json["results"]


def answer(person, rating, text="", at=NOVEMBER):
    """Answer what the person is asked first."""
    with time_machine.travel(at, tick=False):
        client = client_for(person)
        (asked, *_more) = client.get(ASKED).json["results"]
        return client.put(f"{ASKED}{asked['id']}/", {"rating": rating, "text": text})


def close(at=LAST_DAY + timedelta(hours=2)):
    run(CLOSE_FEEDBACK, at)


def test_pupils_are_asked_once_after_the_month(pupils, group, teacher, other_group):
    assert read(pupils[0], ASKED) == []
    for at in (NOVEMBER - timedelta(hours=10), NOVEMBER, NOVEMBER, NOVEMBER + timedelta(days=3)):
        run(ASK_FEEDBACK, at)
    (asked,) = read(pupils[0], ASKED)
    assert (asked["group"]["name"], asked["teacher"]["full_name"]) == (group.name, teacher.full_name)
    assert (asked["month"], asked["student"], asked["rating"]) == ("2026-10", None, None)
    assert asked["closes_at"] == "2026-11-15T00:00:00+05:00"
    (told,) = Notification.objects.filter(user=pupils[0], type="lessons.feedback")
    assert told.data["month"]["en"] == "October 2026"
    assert Notification.objects.filter(type="lessons.feedback").count() == FeedbackRequest.objects.count() == 6


def test_the_teacher_at_the_end_of_the_month_by_who_was_there(pupils, group, teacher, other_teacher, second_pupil):
    LeadChange.objects.create(group=group, former=teacher, teacher=other_teacher, on=date(2026, 11, 1))
    group.lead_teacher = other_teacher
    group.save(update_fields=["lead_teacher"])
    late, gone = pupils[4], pupils[5]
    Membership.objects.filter(student=late).update(joined_on=date(2026, 10, 31))
    Membership.objects.filter(student=gone).update(left_on=date(2026, 9, 30), status="left")
    run(ASK_FEEDBACK)
    (asked,) = read(late, ASKED)
    assert asked["teacher"]["full_name"] == teacher.full_name
    assert read(gone, ASKED) == []
    assert [row["asked"] for row in read(teacher, RESULTS)] == [5]
    assert read(other_teacher, RESULTS) == []


@pytest.mark.parametrize("switched_on", [True, False])
def test_few_pupils_are_not_asked_and_none_while_it_is_off(pupils, switched_on):
    SystemSettings.objects.update(teacher_feedback=switched_on)
    if switched_on:
        Membership.objects.filter(student__in=pupils[:2]).update(joined_on=date(2026, 11, 1))
    run(ASK_FEEDBACK)
    run(ASK_FEEDBACK, datetime(2026, 11, 8, 4, tzinfo=UTC))
    assert not FeedbackRound.objects.exists()


def test_an_answer_is_changed_until_the_time_is_over(pupils, stranger):
    run(ASK_FEEDBACK)
    assert answer(pupils[0], 2, "Too fast").status == 200
    assert answer(pupils[0], 4, "<b>Better</b>", at=LAST_DAY).json["text"] == "<b>Better</b>"
    for wrong in ({"rating": 0}, {"rating": 6}, {"rating": 5, "text": "x" * 1001}):
        with time_machine.travel(NOVEMBER, tick=False):
            client = client_for(pupils[0])
            path = f"{ASKED}{client.get(ASKED).json['results'][0]['id']}/"
            client.put(path, wrong).check_refused(422, field="text" if "text" in wrong else "rating")
            client_for(pupils[1]).put(path, {"rating": 1}).check_refused(404)
            client_for(stranger).put(path, {"rating": 1}).check_refused(404)
    over = LAST_DAY + timedelta(hours=1)
    assert read(pupils[0], ASKED, at=over) == []
    with time_machine.travel(over, tick=False):
        assert client_for(pupils[0]).put(path, {"rating": 1}).status == 404
    close()
    assert not FeedbackRequest.objects.exists()


def test_four_answers_show_nothing_and_five_do(pupils, teacher, manager):
    run(ASK_FEEDBACK)
    for person in pupils[:4]:
        answer(person, 5, "Words")
    for state, at in (("open", NOVEMBER), ("open", LAST_DAY + timedelta(hours=1))):
        (row,) = read(teacher, RESULTS, at=at)
        assert (row["state"], row["answered"], row["average"], row["stars"], row["words"]) == (
            state,
            None,
            None,
            [],
            [],
        )
    close()
    (row,) = read(teacher, RESULTS)
    assert (row["state"], row["answered"], row["average"], row["stars"], row["words"]) == ("few", 4, None, [], [])
    assert read(manager, "/lessons/feedback/teachers/") == []
    assert "Words" not in str(FeedbackRound.objects.values_list())


def test_five_answers_are_shown_without_who_and_when(pupils, group, teacher, assistant, other_teacher, manager, admin):
    run(ASK_FEEDBACK)
    texts = [f"Words {number}" for number in range(4)]
    for person, rating, text in zip(pupils, (5, 5, 5, 4, 1), [*texts, ""], strict=False):
        answer(person, rating, text)
    close()
    query = {"group": str(group.pk), "teacher": str(teacher.pk), "month": "2026-10"}
    for reader in (teacher, manager, admin):
        (row,) = read(reader, RESULTS, query)
        assert (row["state"], row["asked"], row["answered"], row["average"]) == ("shown", 6, 5, 4.0)
        assert (row["stars"], sorted(row["words"])) == ([1, 0, 0, 1, 3], texts)
        assert read(reader, RESULTS, {"month": "2026-09"}) == []
        (added,) = read(reader, "/lessons/feedback/teachers/")
        assert (added["teacher"]["id"], added["rounds"], added["average"]) == (str(teacher.pk), 1, 4.0)
        answers = json.dumps([row, added])
        for person in pupils:
            assert str(person.pk) not in answers
            assert person.first_name not in answers
    for reader in (assistant, other_teacher):
        assert read(reader, RESULTS) == []
    assert client_for(pupils[0]).get(RESULTS).status == 403


def test_nothing_kept_says_who_answered(pupils, group, teacher, admin):
    """Neither rows nor the admin pages, events, the audit log and messages."""
    run(ASK_FEEDBACK)
    for person in pupils:
        answer(person, 5, f"Secret of {person.pk}")
    with time_machine.travel(NOVEMBER):
        office, browser = client_for(admin), browser_of(admin)
        paths = ("/settings/audit-logs/", f"/auth/users/{pupils[0].pk}/activity/", RESULTS, "/jobs/")
        shown = [(page.status, page.content) for page in map(office.get, paths)]
        for kind, row in (("request", FeedbackRequest.objects.first()), ("round", FeedbackRound.objects.get())):
            page = browser.get(f"/admin/lessons/feedback{kind}/{row.pk}/change/")
            shown.append((page.status_code, page.content))
    assert [status for status, _content in shown] == [200] * 6
    assert all(b"Secret" not in content for _status, content in shown)
    orders = set()
    for _ in range(3):
        close()
        row = FeedbackRound.objects.get()
        orders.add(tuple(row.words))
        FeedbackRound.objects.update(closed_at=None)
        FeedbackRequest.objects.bulk_create(
            FeedbackRequest(round=row, student=person, rating=5, text=f"Secret of {person.pk}") for person in pupils
        )
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(f"Secret of {person.pk}" for person in pupils))}


@pytest.mark.parametrize("path", [ASKED, RESULTS, "/lessons/feedback/teachers/"])
def test_lists_cost_the_same_for_few_rows_and_many(branch, course, teacher, pupil, manager, path):
    closes_at = datetime.now(UTC) + timedelta(days=1)

    def add(number):
        of = make_user(Role.TEACHER, f"Malika{'abcdefghijklmnopqrst'[number]}") if "teachers" in path else teacher
        group = make_group(branch=branch, course=course, name=f"Group {number}", teacher=of)
        result = {} if path == ASKED else {"stars": [0, 0, 0, 0, 5], "closed_at": closes_at}
        row = FeedbackRound.objects.create(
            group=group, teacher=of, month=date(2026, 10, 1), closes_at=closes_at, **result
        )
        FeedbackRequest.objects.create(round=row, student=pupil)

    check_list_cost(client_for(pupil if path == ASKED else manager), path, add)


def test_who_views_as_a_pupil_sees_no_answer(pupils, admin):
    run(ASK_FEEDBACK)
    answer(pupils[0], 1, "Secret")
    with time_machine.travel(NOVEMBER, tick=False):
        opened = client_for(admin).post(f"/auth/users/{pupils[0].pk}/view-as/").json["access"]
        (seen,) = ApiClient(token=opened).get(ASKED).json["results"]
        (own,) = client_for(pupils[0]).get(ASKED).json["results"]
    assert (seen["rating"], seen["text"]) == (None, "")
    assert (own["rating"], own["text"]) == (1, "Secret")


def test_a_guardian_answers_for_a_child_but_not_about_herself(pupils, parent, teacher):
    child, own_child = pupils[2], pupils[3]
    ChildProfile.objects.create(user=child, birth_date=date(2017, 3, 4), code="048213")
    User.objects.filter(pk=pupils[0].pk).update(last_login=NOVEMBER)
    Guardian.objects.create(parent=parent, child=child, kind="mother")
    Guardian.objects.create(parent=parent, child=pupils[0], kind="mother")
    Guardian.objects.create(parent=make_user(Role.PARENT, "Blind"), child=child, kind="other", sees_progress=False)
    Guardian.objects.create(parent=teacher, child=own_child, kind="mother")
    run(ASK_FEEDBACK)
    (asked,) = read(parent, ASKED)
    assert asked["student"]["id"] == str(child.pk)
    assert answer(parent, 3).status == 200
    assert read(child, ASKED) == []
    assert read(own_child, ASKED) == read(teacher, ASKED) == []
    told = Notification.objects.filter(type="lessons.feedback").values_list("user__first_name", flat=True)
    assert sorted(told) == sorted(
        ["Gulnora", *(person.first_name for person in pupils if person not in (child, own_child))]
    )


def test_doubles_have_one_answer_and_an_erased_person_leaves_stars(pupils, manager):
    keep, double, leaving = pupils[:3]
    run(ASK_FEEDBACK)
    for person, stars in ((double, 2), (leaving, 1)):
        answer(person, stars, f"Secret of {person.first_name}")
    Membership.objects.filter(student=double).delete()
    assert merge(client_for(manager), keep, double).status == 200
    assert list(FeedbackRequest.objects.filter(rating=2).values_list("student", flat=True)) == [keep.pk]
    erase_database_rows(leaving.pk)
    for person in pupils[3:]:
        answer(person, 5)
    close()
    row = FeedbackRound.objects.get()
    assert (row.answered, row.stars, row.words) == (5, [1, 1, 0, 0, 3], ["Secret of Laylo"])


def test_an_archive_has_the_own_answers_and_no_other_reader_gets_them(pupils, parent, teacher, admin):
    Guardian.objects.create(parent=parent, child=pupils[0], kind="mother")
    User.objects.filter(pk=pupils[0].pk).update(last_login=NOVEMBER)
    run(ASK_FEEDBACK)
    answer(pupils[0], 3, "Secret")
    for reader, found in ((pupils[0], True), (parent, False), (admin, False)):
        assert ("Secret" in read_archive(pupils[0], reader), reader) == (found, reader)
    assert "Secret" not in read_archive(teacher, teacher)


def read_archive(person, reader):
    content = io.BytesIO()
    with time_machine.travel(NOVEMBER, tick=False):
        write_personal_data_archive(person, content, reader=reader)
    archive = zipfile.ZipFile(content)
    return "".join(archive.read(name).decode() for name in archive.namelist() if not name.startswith("files/"))


@pytest.mark.django_db(transaction=True)
def test_jobs_at_once_ask_once(pupils, group):
    with time_machine.travel(NOVEMBER, tick=False):
        made = run_together(4, lambda _: feedback.begin_feedback_round(group=group, month=date(2026, 10, 1)))
    assert [row is not None for row in made].count(True) == 1
    assert Notification.objects.filter(type="lessons.feedback").count() == FeedbackRequest.objects.count() == 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_an_answer_that_is_being_written_counts_when_the_round_closes(pupils, group, protected):
    with time_machine.travel(NOVEMBER):
        row = feedback.begin_feedback_round(group=group, month=date(2026, 10, 1))
        first, second = FeedbackRequest.objects.filter(round=row)[:2]
        run_together(2, lambda stars: feedback.save_feedback(request=first, rating=1 + stars, text=""))
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                feedback.save_feedback(request=second, rating=5, text="")
                if protected:
                    closing = pool.submit(_close_in_thread, row)
                    wait_until(is_blocking_another_connection, what="the closing to meet the answer")
                else:
                    closing = pool.submit(_count_without_lock, row)
                    closing.result()
            counted = closing.result()
    assert counted == (2 if protected else 1)
    if protected:
        with pytest.raises(Conflict):
            feedback.save_feedback(request=first, rating=5, text="")


def _close_in_thread(row):
    try:
        feedback.close_feedback_round(round_id=row.pk)
        return FeedbackRound.objects.get(pk=row.pk).answered
    finally:
        connections.close_all()


def _count_without_lock(row):
    try:
        return FeedbackRequest.objects.filter(round=row, rating__isnull=False).count()
    finally:
        connections.close_all()
