"""A person is erased or merged while all write, vote, move and merge: no reply is lost, and counts are right."""

from collections import Counter

import pytest

from apps.accounts.services.merges import merge_duplicate
from apps.core.errors import DomainError
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.forums.models import Discussion, Reply, Upvote
from apps.forums.services import counting, discussions, rearranging, replies
from apps.forums.services.drafts import TextDraft
from apps.forums.services.forums import open_forum
from apps.moderation.models import WrittenText
from apps.portal.services.erasure import erase_database_rows
from tests.factories import make_user
from tests.forums.forum_requests import open_group_forum
from tests.races import run_together

pytestmark = pytest.mark.usefixtures("a_connection_for_each")


@pytest.fixture
def forum(group):
    return open_group_forum(group)


@pytest.fixture
def double(group):
    person = make_user(Role.STUDENT, "Jasurbek", "Oripov", email="again@example.uz")
    Membership.objects.create(group=group, student=person, joined_on="2026-09-01", status="active")
    return person


def ask(author, forum, title):
    draft = TextDraft(text=f"<p>{title}</p>")
    return discussions.create_discussion(author=author, forum=forum, kind="question", title=title, draft=draft)


def answer(author, discussion, text, parent=None):
    draft = TextDraft(text=f"<p>{text}</p>")
    return replies.create_reply(author=author, discussion=discussion, parent_id=parent and parent.pk, draft=draft)


def check_tree_and_counters():
    assert (counting.list_wrong_votes(), counting.list_wrong_reply_counts()) == ([], [])
    for reply in Reply.objects.select_related("parent", "discussion"):
        assert reply.discussion.merged_into is None
        assert reply.parent is None or reply.parent.discussion_id == reply.discussion_id
        assert reply.depth == (reply.parent.depth + 1 if reply.parent else 0)


def write_meanwhile(leaves, gone, forum, other, people):
    """What `leaves()` does to the account `gone`, while all of these people write, vote, move and merge."""
    moderator = people[-1]
    first, second = ask(gone, forum, "First"), ask(people[0], forum, "Second")
    rows = [answer(author, place, f"Begun {n}") for n, (author, place) in enumerate(
        [(gone, first), (people[0], first), (gone, second), (people[1], second)]
    )]  # fmt: skip
    acts = {
        0: leaves,
        1: lambda: rearranging.move_discussion(actor=moderator, discussion=first, forum=other),
        2: lambda: rearranging.merge_discussion(actor=moderator, discussion=second, into=first),
        3: lambda: rearranging.split_discussion(actor=moderator, reply=rows[1], title="Third"),
        4: lambda: discussions.accept_reply(actor=moderator, discussion=first, reply_id=rows[0].pk),
    }

    def act(index):
        try:
            if index in acts:
                acts[index]()
                return "done"
            author = (gone, *people)[index % 4]
            if index % 3 == 0:
                replies.upvote_reply(user=author, reply=rows[index % 4])
                return "voted"
            answer(author, (first, second)[index % 2], f"{index} of many by {author.first_name}", rows[index % 4])
        except DomainError as refused:
            return f"refused {refused.code}"
        return f"written by {author.first_name}"

    return Counter(run_together(24, act))


def test_no_reply_is_lost_while_a_person_is_erased(forum, course, pupil, second_pupil, assistant, teacher):
    other = open_forum(kind="course", place_id=course.pk)
    people = [second_pupil, assistant, teacher]
    came = write_meanwhile(lambda: erase_database_rows(pupil.pk), pupil, forum, other, people)
    for person in people:
        kept = Reply.objects.filter(author=person, text__contains="of many").count()
        assert kept == came[f"written by {person.first_name}"], came
    left = [*Reply.objects.filter(author=pupil), *Discussion.objects.filter(author=pupil)]
    assert (left, Upvote.objects.filter(user=pupil).count()) == ([], 0), came
    assert not WrittenText.objects.filter(author=pupil).exists()
    assert not Reply.objects.filter(text__contains=f"of many by {pupil.first_name}").exists()
    check_tree_and_counters()


def test_no_reply_is_lost_while_doubles_are_merged(
    forum, course, pupil, double, second_pupil, assistant, teacher, admin
):
    other = open_forum(kind="course", place_id=course.pk)

    def leaves():
        Membership.objects.filter(student=double).update(left_on="2026-09-02", status="left")
        merge_duplicate(keep=pupil, duplicate=double, actor=admin)

    came = write_meanwhile(leaves, double, forum, other, [second_pupil, assistant, teacher])
    assert not Reply.objects.filter(author=double).exists(), came
    assert not Upvote.objects.filter(user=double).exists()
    by_double = Reply.objects.filter(text__contains=f"of many by {double.first_name}")
    assert set(by_double.values_list("author", flat=True)) <= {pupil.pk}
    assert by_double.count() == came[f"written by {double.first_name}"], came
    for person in (second_pupil, assistant, teacher):
        kept = Reply.objects.filter(author=person, text__contains="of many").count()
        assert kept == came[f"written by {person.first_name}"], came
    check_tree_and_counters()
