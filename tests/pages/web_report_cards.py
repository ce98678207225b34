"""Report cards from the group to the family, in a real Chromium: `./talim test-web tests/pages/web_report_cards.py`."""

import pytest

from apps.accounts.models import Guardian
from apps.analytics.models import ReportCard
from tests.analytics.report_card_requests import count_facts, make_batch
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_teacher_makes_and_sends_cards_and_the_family_reads_them(play, group, pupil, second_pupil, parent, manager):
    """A worker makes the files. The teacher corrects one; the office sends it."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    count_facts(group, pupil, second_pupil)
    make_batch(group.lead_teacher, group, title="Wrong days")
    play(
        "report-cards", beside=["worker"], teacher=make_login(group.lead_teacher, locale="en"),
        office=make_login(manager, locale="uz"), parent=make_login(parent, locale="ru"),
        learner=make_login(pupil, locale="en"), name=pupil.full_name, other=second_pupil.full_name, group=str(group.pk),
    )  # fmt: skip

    first, second = ReportCard.objects.filter(student=pupil).order_by("version")
    assert (first.comment, second.comment) == ("Reads with courage.\nEvery day.", "Reads with more courage.")
    assert (first.comment_by, second.sent_at is not None) == (group.lead_teacher, True)
