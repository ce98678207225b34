"""Votes, accepted answers, merges, moves, deletions at the same moment: nothing counts twice, no reply is lost."""

from collections import Counter

import pytest

from apps.core.errors import Conflict, DomainError
from apps.core.permissions import Role
from apps.forums.models import Discussion, Reply, Upvote
from apps.forums.services import counting, discussions, rearranging, replies
from apps.forums.services.drafts import TextDraft
from apps.forums.services.forums import open_forum
from tests.factories import make_user
from tests.forums.forum_requests import open_group_forum
from tests.races import run_together

pytestmark = pytest.mark.usefixtures("a_connection_for_each")


@pytest.fixture
def forum(group):
    return open_group_forum(group)


def draft(number):
    return TextDraft(text=f"<p>Text {number}</p>")


def ask(author, forum, title="When?"):
    return discussions.create_discussion(
        author=author, forum=forum, kind="question", title=title, draft=TextDraft(text=f"<p>{title}</p>")
    )


def answer(author, discussion, number, parent=None):
    return replies.create_reply(
        author=author, discussion=discussion, parent_id=parent and parent.pk, draft=draft(number)
    )


def check_counters():
    assert (counting.list_wrong_votes(), counting.list_wrong_reply_counts()) == ([], [])


def test_64_votes_at_once_count_one_for_each_person(forum, pupil, teacher):
    reply = answer(teacher, ask(pupil, forum), 0)
    people = [make_user(Role.STUDENT, "Voter", email=f"voter{number}@example.uz") for number in range(32)]
    run_together(64, lambda index: replies.upvote_reply(user=people[index % 32], reply=reply))
    assert (Reply.objects.get().upvote_count, Upvote.objects.count()) == (32, 32)
    run_together(8, lambda index: replies.withdraw_upvote(user=people[0], reply=reply))
    assert Reply.objects.get().upvote_count == 31
    check_counters()


def test_control_votes_without_the_lock_are_lost(forum, pupil, teacher, monkeypatch):
    reply = answer(teacher, ask(pupil, forum), 0)
    people = [make_user(Role.STUDENT, "Voter", email=f"voter{number}@example.uz") for number in range(16)]
    monkeypatch.setattr(replies, "_lock_votes", lambda row: Reply.objects.get(pk=row.pk))
    run_together(16, lambda index: replies.upvote_reply(user=people[index], reply=reply))
    assert Reply.objects.get().upvote_count < 16


def test_two_accept_at_once_and_one_answer_is_accepted(forum, pupil, teacher):
    question = ask(pupil, forum)
    rows = [answer(teacher, question, number) for number in range(8)]
    run_together(8, lambda index: discussions.accept_reply(actor=pupil, discussion=question, reply_id=rows[index].pk))
    assert Reply.objects.filter(accepted_at__isnull=False).count() == 1


def test_no_reply_is_lost_while_discussions_merge_split_and_move(forum, course, pupil, second_pupil, teacher):
    other = open_forum(kind="course", place_id=course.pk)
    first, second = ask(pupil, forum, "First"), ask(pupil, forum, "Second")
    parents = [answer(teacher, row, number) for number, row in enumerate((first, second, first, second))]
    outcomes = Counter()

    def act(index):
        if index == 0:
            return rearranging.merge_discussion(actor=teacher, discussion=first, into=second)
        if index == 1:
            return rearranging.split_discussion(actor=teacher, reply=parents[2], title="Third")
        if index == 2:
            return rearranging.move_discussion(actor=teacher, discussion=second, forum=other)
        if index == 3:
            return rearranging.merge_discussion(actor=teacher, discussion=second, into=first)
        author = (pupil, second_pupil, teacher)[index % 3]
        return answer(author, (first, second)[index % 2], f"{index} of many", parents[index % 4])

    def try_act(index):
        try:
            act(index)
        except DomainError as refused:
            return str(refused.code) if index >= 4 else "rearranged"
        return "written" if index >= 4 else "rearranged"

    outcomes.update(run_together(24, try_act))
    assert outcomes["rearranged"] == 4
    assert set(outcomes) <= {"rearranged", "written", "not_found"}
    written = Reply.objects.filter(text__contains="of many").count()
    assert written == outcomes["written"] >= 15
    texts = set(Reply.objects.values_list("text", flat=True)) | set(Discussion.objects.values_list("text", flat=True))
    assert {f"<p>Text {number}</p>" for number in range(4)} <= texts
    for reply in Reply.objects.select_related("parent", "discussion"):
        assert reply.discussion.merged_into is None
        assert reply.parent is None or reply.parent.discussion_id == reply.discussion_id
        assert reply.depth == (reply.parent.depth + 1 if reply.parent else 0)
    check_counters()


def test_replies_to_what_is_deleted_meanwhile_stand_or_are_refused(forum, pupil, second_pupil, teacher):
    question = ask(pupil, forum)
    row = answer(teacher, question, 0)

    def act(index):
        if index == 0:
            replies.delete_reply(actor=teacher, reply=row)
            return "deleted"
        try:
            answer((pupil, second_pupil)[index % 2], question, index, row)
        except Conflict as refused:
            return str(refused.code)
        return "written"

    outcomes = Counter(run_together(16, act))
    assert set(outcomes) <= {"deleted", "written", "text_deleted"}
    assert Reply.objects.filter(parent=row).count() == outcomes["written"]
    check_counters()
