"""A decision and the writer of the text at the same time: both take locks in one order."""

from threading import Event

import pytest
from django.db import OperationalError

from apps.core.uow import unit_of_work
from apps.forums.models import Discussion
from apps.forums.moderated_texts import KIND, describe_text
from apps.forums.services.forums import open_forum
from apps.forums.services.locks import lock_discussion
from apps.forums.services.rearranging import move_discussion
from apps.moderation.models import ModerationCase
from apps.moderation.services import cases, reports
from apps.moderation.services.cases import DecisionDraft
from tests.forums.forum_requests import begin, open_group_forum
from tests.races import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]


def test_a_text_is_held_while_it_is_decided(group, pupil, second_pupil, teacher):
    text = begin(pupil, open_group_forum(group))
    reports.report_text(author=second_pupil, kind=KIND, text_id=text["id"], reason="spam", words="")
    case = ModerationCase.objects.get()
    has_text, decides = Event(), Event()

    def hold():
        with unit_of_work():
            row = lock_discussion(text["id"])
            has_text.set()
            assert decides.wait(20)
            # Time for the moderator to take what locks there are.
            has_text.clear()
            has_text.wait(1)
            Discussion.objects.filter(pk=row.pk).update(hidden_at=row.created_at)
            reports.hold_text(kind=KIND, text_id=row.pk, facts=describe_text(row), holds=["word"])

    def decide():
        assert has_text.wait(20)
        decides.set()
        cases.decide_case(actor=teacher, case=case, draft=DecisionDraft(action="dismiss", reason="It is fine."))

    run_together(2, lambda number: (hold, decide)[number]())
    case.refresh_from_db()
    assert (case.is_open, case.is_held) == (False, False)
    assert Discussion.objects.get(pk=text["id"]).hidden_at is None


@pytest.mark.parametrize("order", ["text first", "control: case first"])
def test_a_discussion_is_moved_while_it_is_decided(group, course, pupil, second_pupil, teacher, order):
    text = begin(pupil, open_group_forum(group))
    reports.report_text(author=second_pupil, kind=KIND, text_id=text["id"], reason="spam", words="")
    case, other, has_text, moves = (
        ModerationCase.objects.get(),
        open_forum(kind="course", place_id=course.pk),
        Event(),
        Event(),
    )

    def decide():
        with unit_of_work():
            lock_discussion(text["id"])
            has_text.set()
            assert moves.wait(20)
            # Time for the move to take what locks there are.
            Event().wait(1)
            cases.decide_case(actor=teacher, case=case, draft=DecisionDraft(action="dismiss", reason="It is fine."))

    def move():
        assert has_text.wait(20)
        moves.set()
        with unit_of_work():
            if order != "text first":
                ModerationCase.objects.select_for_update().get(pk=case.pk)
            move_discussion(actor=teacher, discussion=Discussion.objects.get(pk=text["id"]), forum=other)

    def work(number):
        try:
            (decide, move)[number]()
        except OperationalError:
            return "deadlock"
        return ""

    assert sorted(run_together(2, work)) == (["", ""] if order == "text first" else ["", "deadlock"])
