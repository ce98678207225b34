"""What was hidden, deleted, changed or merged away: no replay brings it back, and no late request reaches another."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.events.models import StreamEvent
from apps.events.publishing import get_discussion_stream
from apps.forums.models import Discussion
from apps.forums.services.forums import open_forum
from apps.forums.services.hiding import hide_text, restore_text
from apps.moderation.models import CaseDecision, ModerationCase, Sanction
from realtime.streams import get_snapshot_or_events_after
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

pytestmark = pytest.mark.django_db
SECRET = "<p>+998 90 123 45 67</p>"


@pytest.fixture
def forum(group):
    return open_group_forum(group)


@pytest.fixture
def question(forum, pupil):
    return begin(pupil, forum)


def hear(person, discussion):
    """All that a person gets who subscribes from the first event."""
    stream = get_discussion_stream(discussion["id"])
    opened = get_snapshot_or_events_after(user_id=person.pk, stream=stream, after=0)
    return f"{opened.snapshot} {opened.missed}"


def hide(person, path):
    hide_text(UUID(path.split("/")[2]))


def delete(person, path):
    assert client_for(person).delete(path).status == 204


def change(person, path):
    assert client_for(person).patch(path, {"text": "<p>Nothing</p>"}).status == 200


@pytest.mark.parametrize("take_away", [hide, delete, change])
def test_a_text_that_was_taken_away_is_not_replayed(take_away, forum, pupil, teacher):
    question = begin(pupil, forum)
    client_for(pupil).patch(f"/discussions/{question['id']}/", {"title": "My number", "text": "<p>An address</p>"})
    row = answer(pupil, question, SECRET)
    heard = hear(teacher, question)
    assert ("+998" in heard, "An address" in heard, "My number" in heard) == (True, True, True)
    take_away(pupil, f"/replies/{row['id']}/")
    heard = hear(teacher, question)
    assert ("+998" in heard, "An address" in heard) == (False, True)
    take_away(pupil, f"/discussions/{question['id']}/")
    heard = hear(teacher, question)
    assert "An address" not in heard
    assert StreamEvent.objects.filter(stream=get_discussion_stream(question["id"])).count() >= 4


def test_requests_to_a_merged_id_change_no_other_discussion(forum, pupil, teacher):
    first, second = begin(pupil, forum, title="First"), begin(pupil, forum, title="Second")
    answer(teacher, second)
    assert client_for(teacher).post(f"/discussions/{first['id']}/merge/", {"into": second["id"]}).status == 200
    before = Discussion.objects.filter(pk=second["id"]).values().get()
    path = f"/discussions/{first['id']}/"
    client_for(teacher).delete(path).check_refused(404)
    client_for(pupil).patch(path, {"title": "Other", "text": "<p>Other</p>"}).check_refused(404)
    client_for(pupil).get(f"{path}edits/").check_refused(404)
    client_for(teacher).patch(f"{path}state/", {"locked": True}).check_refused(404)
    client_for(pupil).post(f"{path}accept/", {"reply": None}).check_refused(404)
    assert Discussion.objects.filter(pk=second["id"]).values().get() == before
    assert read(pupil, first)["id"] == second["id"]
    answer(pupil, first, "<p>It follows</p>")


def test_a_deleted_question_without_replies_answers_as_deleted(question, pupil, teacher):
    path = f"/discussions/{question['id']}/"
    assert [client_for(pupil).delete(path).status for _ in range(2)] == [204, 204]
    reply(teacher, question).check_refused(409, "text_deleted")
    client_for(pupil).patch(path, {"title": "x"}).check_refused(409, "text_deleted")
    assert read(teacher, question)["state"] == "deleted"
    assert list_discussions(teacher) == []


def test_who_may_not_write_changes_and_votes_nothing(question, pupil, second_pupil, teacher):
    path = f"/discussions/{question['id']}/"
    row = answer(second_pupil, question)
    place = {"place_kind": "forum", "place_id": question["forum"]}
    times = {"written_at": timezone.now(), "opened_at": timezone.now()}
    case = ModerationCase.objects.create(kind="forums.text", object_id=question["id"], author=pupil, **place, **times)
    decision = CaseDecision.objects.create(case=case, person=pupil, action="mute", days=3, reason="Rude.")
    sanction = Sanction.objects.create(
        person=pupil, kind="mute", decision=decision, until=timezone.now() + timedelta(days=3), **place
    )
    named = {"mentions": [str(second_pupil.pk)]}
    client_for(pupil).patch(path, named).check_refused(403, "muted")
    client_for(pupil).post(f"/replies/{row['id']}/upvote/").check_refused(403, "muted")
    client_for(pupil).post(f"{path}accept/", {"reply": row["id"]}).check_refused(403, "muted")
    client_for(pupil).patch(f"{path}state/", {"resolved": True}).check_refused(403, "muted")
    sanction.delete()
    client_for(teacher).patch(f"{path}state/", {"locked": True})
    client_for(pupil).post(f"{path}accept/", {"reply": row["id"]}).check_refused(409, "discussion_locked")
    client_for(pupil).patch(f"{path}state/", {"resolved": True}).check_refused(409, "discussion_locked")
    assert [row["upvotes"] for row in list_replies(teacher, question)] == [0]


def test_guardians_vote_for_nothing(question, pupil, teacher, parent):
    Guardian.objects.get_or_create(parent=parent, child=pupil, defaults={"kind": "mother"})
    row = answer(teacher, question)
    for method in ("post", "delete"):
        getattr(client_for(parent), method)(f"/replies/{row['id']}/upvote/").check_refused(403, "read_only")


def test_replies_of_others_stay_under_a_hidden_question(forum, pupil, second_pupil):
    question, empty = begin(pupil, forum, title="Insult", text="<p>Insult</p>"), begin(pupil, forum, title="Alone")
    row = answer(second_pupil, question, "<p>Stay calm</p>")
    hide_text(UUID(question["id"]))
    hide_text(UUID(empty["id"]))
    seen = read(second_pupil, question)
    assert [seen[key] for key in ("state", "title", "text", "author")] == ["hidden", "", "", None]
    assert [text["id"] for text in list_replies(second_pupil, question)] == [row["id"]]
    reply(second_pupil, question).check_refused(409, "text_deleted")
    client_for(second_pupil).get(f"/discussions/{empty['id']}/").check_refused(404)
    assert [found["title"] for found in list_discussions(second_pupil)] == [""]
    assert list_discussions(second_pupil, search="insult") == []
    assert list_discussions(second_pupil, person=str(pupil.pk)) == []
    assert client_for(second_pupil).delete(f"/replies/{row['id']}/").status == 204


def test_a_merged_text_stands_in_one_place(forum, pupil, teacher):
    first, second = begin(pupil, forum, title="First", text=SECRET), begin(pupil, forum, title="Second")
    hide_text(UUID(second["id"]))
    path = f"/discussions/{first['id']}/merge/"
    client_for(teacher).post(path, {"into": second["id"]}).check_refused(409)
    restore_text(UUID(second["id"]))
    assert client_for(teacher).post(path, {"into": second["id"]}).status == 200
    assert Discussion.objects.values_list("title", "text", "folded").get(pk=first["id"]) == ("", "", "")
    assert "+998" in list_replies(pupil, second)[0]["text"]


def test_a_question_whose_answer_goes_is_unanswered_again(question, pupil, teacher):
    row = answer(teacher, question)
    client_for(pupil).post(f"/discussions/{question['id']}/accept/", {"reply": row["id"]})
    assert list_discussions(pupil, is_unanswered=True) == []
    client_for(teacher).delete(f"/replies/{row['id']}/")
    assert [found["id"] for found in list_discussions(pupil, is_unanswered=True)] == [question["id"]]


def test_open_cases_go_with_a_discussion_and_merges_stay_in_one_forum(forum, course, pupil, teacher, manager):
    there = open_forum(kind="centre", place_id=None)
    moved, other = begin(pupil, forum, title="Moved"), begin(manager, there, title="There")
    row = answer(pupil, moved, SECRET)
    report = {"kind": "forums.text", "id": row["id"], "reason": "private"}
    assert client_for(teacher).post("/moderation/reports/", report).status == 201
    merge = f"/discussions/{moved['id']}/merge/"
    client_for(manager).post(merge, {"into": other["id"]}).check_refused(409)
    assert client_for(manager).post(f"/discussions/{moved['id']}/move/", {"forum": str(there.pk)}).status == 200
    case = ModerationCase.objects.get(object_id=row["id"])
    assert (case.place_id, case.group_id, case.branch_id) == (there.pk, None, None)
    assert client_for(teacher).get("/moderation/cases/").json["results"] == []
    assert client_for(manager).post(merge, {"into": other["id"]}).status == 200
