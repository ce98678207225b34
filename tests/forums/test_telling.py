"""Who hears of a text: by level and mention, once, and never who may not read it."""

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.forums.models import ForumReader, TextNotice
from apps.forums.services import telling
from apps.forums.services.forums import open_forum
from apps.jobs.services import enqueue
from apps.notifications.models import Notification
from apps.settings.models import Branch
from tests.factories import make_user
from tests.forums.forum_requests import answer, ask, begin, client_for, open_group_forum
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(group):
    return open_group_forum(group)


def list_told(*people):
    """The types of notices that each has got, with how many texts each tells of."""
    run_jobs("forums.tell")
    rows = Notification.objects.filter(type__startswith="forums.", shown=True)
    return [sorted(rows.filter(user=person).values_list("type", "count")) for person in people]


def set_level(person, forum, level):
    assert client_for(person).put(f"/forums/{forum.pk}/subscription/", {"level": level}).json["level"] == level


def test_levels_decide_what_a_person_hears(forum, pupil, second_pupil, teacher, assistant, parent):
    question = begin(pupil, forum)
    set_level(second_pupil, forum, "all")
    row = answer(teacher, question)
    assert list_told(pupil, second_pupil, teacher, assistant) == [
        [("forums.replied", 1)], [("forums.posted", 2)], [], [],
    ]  # fmt: skip
    set_level(pupil, forum, "mentioned")
    answer(second_pupil, question, parent=row)
    assert list_told(pupil, teacher) == [[("forums.replied", 1)], [("forums.replied", 1)]]
    set_level(assistant, forum, "none")
    answer(teacher, question, "<p>Both of you</p>", mentions=[str(pupil.pk), str(assistant.pk)])
    assert list_told(pupil, assistant) == [[("forums.mentioned", 1), ("forums.replied", 1)], []]


def test_nobody_is_told_of_one_text_twice(forum, pupil, second_pupil, teacher):
    question = begin(pupil, forum)
    row = answer(teacher, question, mentions=[str(pupil.pk), str(pupil.pk)])
    assert list_told(pupil) == [[("forums.mentioned", 1)]]
    path = f"/replies/{row['id']}/"
    for mentions in ([str(second_pupil.pk)], [], [str(pupil.pk), str(second_pupil.pk)]):
        assert client_for(teacher).patch(path, {"text": f"<p>{mentions}</p>", "mentions": mentions}).status == 200
        with unit_of_work():
            enqueue(kind="forums.tell", object_id=row["id"])
        list_told()
    assert list_told(pupil, second_pupil) == [[("forums.mentioned", 1)], [("forums.mentioned", 1)]]
    assert TextNotice.objects.filter(text_id=row["id"]).count() == 2


@pytest.mark.usefixtures("other_group")
def test_an_announcement_reaches_the_people_of_a_group(forum, pupil, second_pupil, teacher, assistant, other_pupil):
    set_level(second_pupil, forum, "none")
    begin(teacher, forum, kind="announcement", title="No lesson on Thursday")
    told = list_told(pupil, second_pupil, assistant, teacher, other_pupil)
    assert told == [[("forums.posted", 1)], [], [("forums.posted", 1)], [], []]


def test_texts_in_one_discussion_are_one_unread_notice(forum, pupil, teacher):
    question = begin(pupil, forum)
    for number in range(5):
        answer(teacher, question, f"<p>Number {number}</p>")
    assert list_told(pupil) == [[("forums.replied", 5)]]
    (notice,) = client_for(pupil).get("/notifications/").json["results"]
    assert notice["text"] == "5 replies in “When is it “an”?”, the last by Dilnoza Rahimova."


def test_who_was_banned_or_left_hears_nothing(forum, group, pupil, second_pupil, teacher):
    question = begin(second_pupil, forum)
    group.memberships.filter(student=second_pupil).update(left_on="2026-09-02", status="left")
    answer(teacher, question)
    assert list_told(second_pupil) == [[]]


def test_the_office_and_other_branches_hear_of_no_announcement_of_a_group(forum, pupil, teacher, manager, admin):
    far = make_user(Role.MANAGER, "Far")
    User.objects.filter(pk=far.pk).update(all_branches=False)
    far.branches.set([Branch.objects.create(name="Far", zone="Asia/Tashkent")])
    set_level(admin, forum, "all")
    ForumReader.objects.create(forum=forum, user=far, level="all")
    begin(teacher, forum, kind="announcement", title="No lesson on Thursday")
    assert list_told(pupil, manager, far, admin) == [
        [("forums.posted", 1)], [], [], [("forums.posted", 1)],
    ]  # fmt: skip


def test_many_people_are_told_in_batches_each_once(forum, pupil, second_pupil, teacher, assistant, monkeypatch):
    monkeypatch.setattr(telling, "BATCH_SIZE", 1)
    begin(teacher, forum, kind="announcement", title="No lesson on Thursday")
    while run_jobs("forums.tell"):
        pass
    assert list_told(pupil, second_pupil, assistant) == [[("forums.posted", 1)]] * 3
    assert TextNotice.objects.count() == Notification.objects.filter(type="forums.posted").count()


def test_a_change_tells_only_whom_it_names(forum, pupil, second_pupil, teacher):
    old = begin(teacher, forum, title="An old one")
    list_told()
    set_level(pupil, forum, "all")
    path = f"/discussions/{old['id']}/"
    assert client_for(teacher).patch(path, {"text": "<p>New</p>", "mentions": [str(second_pupil.pk)]}).status == 200
    assert list_told(pupil, second_pupil) == [[], [("forums.mentioned", 1)]]


@pytest.mark.usefixtures("other_group")
def test_people_of_a_course_list_and_name_only_whom_they_see(
    forum, course, pupil, second_pupil, other_pupil, teacher, other_teacher
):
    place = open_forum(kind="course", place_id=course.pk)
    path = f"/forums/{place.pk}/people/"

    def list_ids(person):
        return {row["id"] for row in client_for(person).get(path).json["results"]}

    assert {str(pupil.pk), str(second_pupil.pk), str(teacher.pk), str(other_teacher.pk)} <= list_ids(pupil)
    assert str(other_pupil.pk) not in list_ids(pupil)
    assert {str(pupil.pk), str(other_pupil.pk)} <= list_ids(other_teacher)
    ask(pupil, place, mentions=[str(other_pupil.pk)]).check_refused(422, field="mentions")
    question = begin(other_pupil, place)
    assert str(other_pupil.pk) in list_ids(pupil)
    answer(pupil, question, mentions=[str(other_pupil.pk)])
