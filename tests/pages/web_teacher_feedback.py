"""Feedback on a teacher, in a real Chromium (`teacher-feedback.browser.ts`)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, Guardian
from apps.lessons.models import FeedbackRequest, FeedbackRound
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_pupils_say_what_they_think_of_their_teacher(play, group, pupil, second_pupil, parent, admin):
    teacher, now = group.lead_teacher, timezone.now()
    ChildProfile.objects.create(user=second_pupil, birth_date=date(2017, 3, 4), code="048213")
    Guardian.objects.create(parent=parent, child=second_pupil, kind="mother")
    row = FeedbackRound.objects.create(
        group=group, teacher=teacher, month=date(2026, 10, 1), closes_at=now + timedelta(days=5), asked=6
    )
    for person in (pupil, second_pupil):
        FeedbackRequest.objects.create(round=row, student=person)
    result = {"answered": 5, "stars": [0, 0, 1, 2, 2], "words": ["She explains well.", "Fast. " * 60]}
    FeedbackRound.objects.create(
        group=group, teacher=teacher, month=date(2026, 9, 1), closes_at=now, closed_at=now, asked=6, **result
    )
    people = {"pupil": pupil, "parent": parent, "teacher": teacher, "office": admin}
    play("teacher-feedback", group=str(group.pk), **{who: make_login(one, locale="en") for who, one in people.items()})
    assert sorted(FeedbackRequest.objects.values_list("rating", flat=True)) == [3, 5]
