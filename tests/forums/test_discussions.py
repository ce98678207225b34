"""Questions and replies: the tree, votes, the accepted answer, edits, deletion, lists with unread counts, search."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.forums.models import Discussion, Forum, Reply, TextMention, Upvote
from apps.forums.services import counting
from apps.jobs.models import Job
from apps.jobs.services import enqueue
from tests.forums.forum_requests import (
    answer,
    begin,
    client_for,
    list_discussions,
    list_replies,
    open_group_forum,
    read,
    reply,
)
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(group):
    return open_group_forum(group)


@pytest.fixture
def question(forum, pupil):
    return begin(pupil, forum)


def test_each_place_has_one_forum(group, course, branch, pupil, admin, stranger):
    opened = [client_for(pupil).post("/forums/", {"group": str(group.pk)}) for _ in range(2)]
    assert {made.json["id"] for made in opened} == {str(Forum.objects.get().pk)}
    assert (opened[0].json["name"], opened[0].json["can_write"], opened[0].json["can_moderate"]) == (
        "A2 morning", True, False,
    )  # fmt: skip
    client_for(stranger).post("/forums/", {"group": str(group.pk)}).check_refused(403)
    both = {"group": str(group.pk), "course": str(course.pk)}
    client_for(admin).post("/forums/", both).check_refused(422, field="group")
    for _ in range(2):
        with unit_of_work():
            enqueue(kind="forums.open_missing")
        run_jobs("forums.open_missing")
    assert sorted(Forum.objects.values_list("kind", flat=True)) == ["branch", "centre", "course", "group"]
    kinds = {row["kind"] for row in client_for(pupil).get("/forums/").json["results"]}
    assert kinds == {"branch", "centre", "course", "group"}
    assert not Job.objects.filter(state="dead").exists()


def test_a_tree_of_forty_levels_is_kept_and_shown_to_four(question, teacher, pupil):
    last = None
    for number in range(38):
        values = {"discussion_id": question["id"], "author": teacher, "text": "<p>No.</p>"}
        last = Reply.objects.create(parent=last, depth=number, **values)
    parent = {"id": str(last.pk)}
    for _ in range(2):
        parent = answer(teacher, question, parent=parent)
    rows = list_replies(pupil, question)
    assert [row["depth"] for row in rows] == list(range(40))
    assert {row["level"] for row in rows} == {0, 1, 2, 3}
    assert rows[-1]["parent"] == rows[-2]["id"]


def test_html_is_cleaned_as_in_lessons(forum, pupil):
    made = begin(pupil, forum, text='<p onclick="x">Hi <script>alert(1)</script><a href="https://a.uz">a</a></p>')
    assert made["text"] == '<p>Hi <a href="https://a.uz" rel="noopener noreferrer nofollow">a</a></p>'


def test_votes_count_once_and_never_for_own_texts(question, pupil, second_pupil, teacher):
    row = answer(teacher, question)
    path = f"/replies/{row['id']}/upvote/"
    assert [client_for(pupil).post(path).json for _ in range(2)] == [{"upvotes": 1}] * 2
    assert client_for(second_pupil).post(path).json == {"upvotes": 2}
    client_for(teacher).post(path).check_refused(409, "own_text")
    assert [row["has_upvoted"] for row in list_replies(pupil, question)] == [True]
    assert [client_for(pupil).delete(path).json for _ in range(2)] == [{"upvotes": 1}] * 2
    assert (Upvote.objects.count(), counting.list_wrong_votes()) == (1, [])


def test_who_asked_accepts_one_answer(question, pupil, second_pupil, teacher):
    first, second = answer(teacher, question), answer(second_pupil, question)
    path = f"/discussions/{question['id']}/accept/"
    client_for(second_pupil).post(path, {"reply": first["id"]}).check_refused(403)
    for row in (first, second):
        accepted = client_for(pupil).post(path, {"reply": row["id"]}).json
        assert (accepted["accepted"], accepted["is_resolved"]) == (row["id"], True)
    assert [row["is_accepted"] for row in list_replies(pupil, question)] == [False, True]
    client_for(pupil).post(path, {"reply": question["id"]}).check_refused(422, field="reply")
    client_for(teacher).delete(f"/replies/{second['id']}/")
    assert read(pupil, question)["accepted"] is None
    assert client_for(pupil).post(path, {"reply": None}).json["is_resolved"] is False


def test_edits_keep_history_and_deleted_texts_leave_their_place(question, pupil, second_pupil, teacher):
    row = answer(second_pupil, question, "<p>A hour</p>")
    under = answer(pupil, question, "<p>No!</p>", parent=row)
    path = f"/replies/{row['id']}/"
    client_for(pupil).patch(path, {"text": "<p>x</p>"}).check_refused(403)
    client_for(teacher).patch(path, {"text": "<p>x</p>"}).check_refused(403)
    changed = client_for(second_pupil).patch(path, {"text": "<p>An hour</p>"}).json
    assert (changed["text"], changed["edited_at"] is not None) == ("<p>An hour</p>", True)
    assert [edit["text"] for edit in client_for(teacher).get(f"{path}edits/").json["results"]] == ["<p>A hour</p>"]
    client_for(pupil).get(f"{path}edits/").check_refused(403)
    client_for(pupil).delete(path).check_refused(403)
    assert [client_for(second_pupil).delete(path).status for _ in range(2)] == [204, 204]
    gone, kept = list_replies(pupil, question)
    assert (gone["state"], gone["text"], gone["author"], kept["id"]) == ("deleted", "", None, under["id"])
    reply(teacher, question, parent=row).check_refused(409, "text_deleted")
    client_for(second_pupil).patch(path, {"text": "<p>x</p>"}).check_refused(409, "text_deleted")
    client_for(pupil).post(f"{path}upvote/").check_refused(409, "text_deleted")
    assert client_for(teacher).get(f"{path}edits/").json["results"] == []


def test_a_deleted_question_keeps_its_replies(question, pupil, teacher):
    answer(teacher, question)
    client_for(pupil).delete(f"/discussions/{question['id']}/")
    seen = read(teacher, question)
    assert (seen["state"], seen["title"], seen["text"], seen["author"]) == ("deleted", "", "", None)
    assert len(list_replies(teacher, question)) == 1
    reply(teacher, question).check_refused(409, "text_deleted")


def test_in_a_locked_discussion_only_moderators_write(question, pupil, teacher):
    path = f"/discussions/{question['id']}/state/"
    written = answer(pupil, question, "<p>Or not?</p>")
    client_for(pupil).patch(path, {"locked": True}).check_refused(403)
    assert client_for(pupil).patch(path, {"resolved": True}).json["is_resolved"] is True
    assert client_for(teacher).patch(path, {"locked": True, "pinned": True}).json["is_locked"] is True
    reply(pupil, question).check_refused(409, "discussion_locked")
    for text in (f"/discussions/{question['id']}/", f"/replies/{written['id']}/"):
        client_for(pupil).patch(text, {"text": "<p>Other words.</p>"}).check_refused(409, "discussion_locked")
    answer(teacher, question)


def test_lists_say_what_is_unread_and_new_since_the_last_visit(forum, question, pupil, teacher):
    other = begin(teacher, forum, title="Unit 3", kind="announcement")
    answer(teacher, question)
    unread = {row["id"]: (row["unread_count"], row["is_new"]) for row in list_discussions(pupil)}
    assert unread == {question["id"]: (1, False), other["id"]: (0, True)}
    seen = client_for(pupil).get(f"/forums/{forum.pk}/").json
    assert seen["unread_count"] == 2
    for row in (question, other):
        client_for(pupil).post(f"/discussions/{row['id']}/read/")
    client_for(pupil).post(f"/forums/{forum.pk}/seen/")
    assert client_for(pupil).get(f"/forums/{forum.pk}/").json["unread_count"] == 0
    assert list_discussions(pupil, since_seen=True) == []
    answer(teacher, question)
    assert [row["id"] for row in list_discussions(pupil, since_seen=True)] == [question["id"]]
    assert [row["id"] for row in list_discussions(pupil, is_unread=True)] == [question["id"]]


def test_search_reads_both_scripts_and_filters_hold(forum, question, pupil, second_pupil, teacher):
    answer(teacher, question, "<p>Yozuvchi kitobni Toshkentda yozdi</p>")
    other = begin(second_pupil, forum, title="Китоб", text="<p>Қаерда?</p>", kind="talk")
    for text, found in (("тошкент", [question["id"]]), ("kitob", [other["id"], question["id"]]), ("zzz", [])):
        assert [row["id"] for row in list_discussions(pupil, search=text)] == found, text
    assert [row["id"] for row in list_discussions(pupil, is_unanswered=True)] == [question["id"]]
    assert [row["id"] for row in list_discussions(pupil, person=str(teacher.pk))] == [question["id"]]
    assert [row["id"] for row in list_discussions(pupil, kind="talk")] == [other["id"]]


@pytest.mark.parametrize("path", ["/discussions/", "/discussions/{id}/replies/"])
def test_lists_of_2_and_20_rows_cost_the_same(path, forum, question, pupil, teacher):
    client, counts = client_for(pupil), []
    rows = {"forum": forum, "author": teacher, "kind": "talk", "title": "Unit", "last_activity_at": timezone.now()}
    for number in (2, 20):
        for _ in range(number - Discussion.objects.count()):
            Discussion.objects.create(**rows)
        for _ in range(number - Reply.objects.count()):
            row = Reply.objects.create(discussion_id=question["id"], author=teacher)
            TextMention.objects.create(discussion_id=question["id"], reply=row, user=pupil)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path.format(id=question["id"])).status == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
