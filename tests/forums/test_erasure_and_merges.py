"""What erasure and merges of doubles do with texts, votes and mentions."""

import pytest

from apps.accounts.services.merges import merge_duplicate
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.forums.models import Discussion, Reply, TextMention, Upvote
from apps.forums.services import counting
from apps.portal.services.erasure import erase_database_rows
from tests.factories import make_user
from tests.forums.forum_requests import answer, begin, client_for, list_replies, open_group_forum, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(group):
    return open_group_forum(group)


def vote(person, row):
    assert client_for(person).post(f"/replies/{row['id']}/upvote/").status == 200


def test_texts_of_who_is_erased_leave_their_place(forum, pupil, second_pupil, teacher):
    name = pupil.full_name
    own = begin(pupil, forum)
    under = answer(pupil, own, "<p>I am Jasur</p>")
    other = begin(second_pupil, forum, title=f"{name} asks", text=f"<p>{name}, where is it?</p>")
    theirs = answer(second_pupil, other, f"<p>Ask {name}.</p>", mentions=[str(pupil.pk)])
    vote(pupil, theirs)
    erase_database_rows(pupil.pk)
    assert [read(teacher, own)[key] for key in ("state", "title", "text", "author")] == ["deleted", "", "", None]
    assert [(row["id"], row["state"], row["text"]) for row in list_replies(teacher, own)] == [
        (under["id"], "deleted", "")
    ]  # fmt: skip
    texts = [*Discussion.objects.values_list("title", "text", "folded"), *Reply.objects.values_list("text", "folded")]
    assert not [text for text in texts if name in str(text) or name.lower() in str(text)]
    assert "where is it?" in read(teacher, other)["text"]
    assert (Upvote.objects.count(), TextMention.objects.count()) == (0, 0)
    assert (counting.list_wrong_votes(), counting.list_wrong_reply_counts()) == ([], [])


def test_doubles_named_in_one_text_and_voting_for_each_other_merge(forum, group, pupil, second_pupil, admin):
    double = make_user(Role.STUDENT, "Jasurbek", "Oripov", email="again@example.uz")
    membership = Membership.objects.create(group=group, student=double, joined_on="2026-09-01", status="active")
    named = [str(pupil.pk), str(double.pk)]
    question = begin(second_pupil, forum, mentions=named)
    both = answer(second_pupil, question, mentions=named)
    rows = [answer(pupil, question, "<p>One</p>"), answer(double, question, "<p>Two</p>")]
    for person, row in ((pupil, both), (double, both), (double, rows[0]), (pupil, rows[1]), (second_pupil, rows[1])):
        vote(person, row)
    Membership.objects.filter(pk=membership.pk).update(left_on="2026-09-02", status="left")
    merge_duplicate(keep=pupil, duplicate=double, actor=admin)
    seen = list_replies(second_pupil, question)
    assert [row["upvotes"] for row in seen] == [1, 0, 1]
    assert [len(row["mentions"]) for row in (read(second_pupil, question), seen[0])] == [1, 1]
    assert {row["author"]["id"] for row in seen[1:]} == {str(pupil.pk)}
    assert counting.list_wrong_votes() == []
