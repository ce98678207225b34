"""Who waited for a discussion that is merged meanwhile holds the other one only."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest
from django.db import connections, transaction

from apps.forums.models import Discussion
from apps.forums.services import discussions, locks
from apps.forums.services.drafts import TextDraft
from tests.forums.forum_requests import open_group_forum
from tests.lock_waits import is_blocking_another_connection

pytestmark = pytest.mark.usefixtures("a_connection_for_each")


def ask(author, forum, title):
    draft = TextDraft(text=f"<p>{title}</p>")
    return discussions.create_discussion(author=author, forum=forum, kind="question", title=title, draft=draft)


def test_a_discussion_that_was_merged_meanwhile_does_not_stay_locked(group, pupil):
    forum = open_group_forum(group)
    target, merged = ask(pupil, forum, "First"), ask(pupil, forum, "Second")

    def lock_and_look():
        """The id that the waiting one got, and whether others can lock the merged one while it holds that."""
        try:
            with transaction.atomic():
                got = locks.lock_discussion(merged.pk).pk
                with ThreadPoolExecutor(1) as other:
                    return got, other.submit(is_free).result()
        finally:
            connections.close_all()

    def is_free():
        try:
            with transaction.atomic():
                rows = Discussion.objects.select_for_update(skip_locked=True).filter(pk=merged.pk)
                return len(rows) == 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as waiting:
        with transaction.atomic():
            locks.lock_discussion(merged.pk)
            found = waiting.submit(lock_and_look)
            end = monotonic() + 30
            while not is_blocking_another_connection() and monotonic() < end:
                sleep(0.02)
            Discussion.objects.filter(pk=merged.pk).update(merged_into=target)
        assert found.result() == (target.pk, True)
