"""The nightly proof of counters: wrong ones are mended in few queries, and votes of that moment count."""

from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.forums.job_kinds import PROVE_COUNTERS
from apps.forums.models import Discussion, Reply, Upvote
from apps.forums.services import counting, replies
from apps.forums.services.discussions import create_discussion
from apps.forums.services.drafts import TextDraft
from apps.jobs.services import enqueue
from tests.factories import make_user
from tests.forums.forum_requests import open_group_forum
from tests.job_runs import run_jobs
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until

pytestmark = pytest.mark.usefixtures("a_connection_for_each")


@pytest.fixture
def question(group, pupil):
    draft = TextDraft(text="<p>When?</p>")
    return create_discussion(author=pupil, forum=open_group_forum(group), kind="question", title="When?", draft=draft)


def answer(author, question, number):
    draft = TextDraft(text=f"<p>Text {number}</p>")
    return replies.create_reply(author=author, discussion=question, parent_id=None, draft=draft)


def prove():
    with unit_of_work():
        enqueue(kind=PROVE_COUNTERS)
    assert run_jobs(PROVE_COUNTERS) == 1


def check():
    assert (counting.list_wrong_votes(), counting.list_wrong_reply_counts()) == ([], [])


def count_queries(question, teacher, pupil, number):
    """How many queries the proof needs with so many wrong counters of each kind."""
    for place in range(number):
        row = answer(teacher, question, f"{number} {place}")
        Discussion.objects.create(
            forum=question.forum, kind="talk", title="x", last_activity_at=row.created_at, reply_count=7
        )
        replies.upvote_reply(user=pupil, reply=row)
    Reply.objects.update(upvote_count=9)
    Discussion.objects.update(reply_count=8)
    with CaptureQueriesContext(connection) as queries:
        prove()
    check()
    return len([query for query in queries if '"forums_' in query["sql"]])


def test_the_proof_needs_as_many_queries_for_many_rows(question, teacher, pupil):
    assert count_queries(question, teacher, pupil, 2) == count_queries(question, teacher, pupil, 30)
    with CaptureQueriesContext(connection) as queries:
        prove()
    assert len([query for query in queries if '"forums_' in query["sql"]]) <= 4
    assert Upvote.objects.count() == 32
    assert Discussion.objects.get(pk=question.pk).reply_count == 32


def vote_while_it_counts(question, teacher, monkeypatch, *, is_locked):
    """Mend a wrong counter; somebody votes after the votes were counted and before the counter is set."""
    voters = [make_user(Role.STUDENT, "Voter", email=f"voter{number}@example.uz") for number in range(3)]
    row = answer(teacher, question, 0)
    replies.upvote_reply(user=voters[0], reply=row)
    Reply.objects.update(upvote_count=5)
    count, threads = counting.list_wrong_votes, []

    def vote():
        try:
            replies.upvote_reply(user=voters[1], reply=row)
        finally:
            connection.close()

    def count_then_vote(rows=None):
        found = count(rows)
        if rows is not None:
            threads.append(Thread(target=vote))
            threads[0].start()
            if is_locked:
                wait_until(is_blocking_another_connection)
            else:
                threads[0].join()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(counting, "list_wrong_votes", count_then_vote)
        prove()
        threads[0].join()
    return Reply.objects.get(pk=row.pk).upvote_count, Upvote.objects.filter(reply=row).count()


def test_a_vote_during_the_proof_counts(question, teacher, monkeypatch):
    assert vote_while_it_counts(question, teacher, monkeypatch, is_locked=True) == (2, 2)
    check()


def test_control_a_vote_during_a_proof_without_locks_is_lost(question, teacher, monkeypatch):
    monkeypatch.setattr(counting, "_lock", lambda rows: None)
    assert vote_while_it_counts(question, teacher, monkeypatch, is_locked=False) == (1, 2)
