"""A placement test from the office to a stranger's level, in a real Chromium (`placement.browser.ts`)."""

import pytest

from apps.courses.models import Placement
from apps.jobs.kinds import ClaimedJob
from apps.quizzes.services import starter_bank
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_stranger_finds_a_level_and_the_office_writes_it_down(play, group, pupil, admin):
    job = ClaimedJob(admin.pk, starter_bank.ADD_STARTER_BANK, "", {"actor": str(admin.pk)}, 1)
    starter_bank.run_add_starter_bank(job)
    play("placement", office=make_login(admin, locale="en"), pupil=pupil.first_name)
    [placement] = Placement.objects.filter(student=pupil)
    assert (placement.method, placement.note) == ("test", "English for adults")
