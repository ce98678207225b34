"""A teacher's pages of small children in a real Chromium: `./talim test-web tests/pages/web_kids_teacher.py`."""

from datetime import date

import pytest

from apps.accounts.models import Consent, Guardian
from apps.kids.models import Observation, Skill
from apps.kids.services.mastery import GivenLevel, overrule_mastery
from tests.kids.kid_requests import make_kid
from tests.pages.browser import make_login
from tests.pages.written_kids import write_skills

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_teacher_reads_the_map_and_writes_what_is_seen(play, group, pupil, second_pupil, parent, manager):
    """The guardians of the child allow photos; both children need letters."""
    teacher = group.lead_teacher
    for child, day in ((pupil, 4), (second_pupil, 5)):
        make_kid(child, date(2022, 3, day))
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Consent.objects.create(person=pupil, kind="photo", given=True, text_version="1")
    write_skills(teacher, manager, pupil)
    Observation.objects.all().delete()
    levels = (("counting-to-10", pupil), ("letter-sounds", second_pupil))
    for code, child in levels:
        skill = Skill.objects.get(code=code)
        overrule_mastery(actor=teacher, child=child, skill=skill, level=GivenLevel.LOW, reason="Seen at play.")
    play(
        "kids-teacher", login=make_login(teacher, locale="en"), parent=make_login(parent, locale="en"),
        group=str(group.pk), child=str(pupil.pk), name=pupil.full_name,
    )  # fmt: skip
    assert not Observation.objects.exists()
