"""The office's pages of small children in a real Chromium: `./talim test-web tests/pages/web_kids_office.py`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.kids.models import ClassException, Observation, Skill
from apps.kids.services.mastery import GivenLevel, overrule_mastery
from tests.kids.kid_requests import make_kid
from tests.pages.browser import make_login
from tests.pages.written_kids import write_skills

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_the_office_reads_of_small_children_and_writes_skills(play, group, pupil, second_pupil, manager):
    """Both children need letters; the teacher of one wrote what it saw, which the office deletes."""
    teacher = group.lead_teacher
    for child in (pupil, second_pupil):
        make_kid(child, timezone.localdate() - timedelta(days=5 * 366))
    write_skills(teacher, manager, pupil)
    letters = Skill.objects.get(code="letter-sounds")
    overrule_mastery(actor=teacher, child=second_pupil, skill=letters, level=GivenLevel.LOW, reason="Seen at play.")
    play(
        "kids-office", login=make_login(manager, locale="en"), group=str(group.pk), child=str(pupil.pk),
        name=pupil.full_name,
    )  # fmt: skip
    assert not Observation.objects.exists()
    exception = ClassException.objects.get(child=pupil)
    assert (exception.kg_class, exception.reason, exception.author) == ("KG2", "All friends are there.", manager)
    rhyming = Skill.objects.get(code="rhyming")
    assert (rhyming.parent.code, rhyming.icon, rhyming.archived_at) == ("thinking", "kite", None)
    assert rhyming.name == {"uz": "Qofiya", "ru": "Рифма", "en": "Rhyming words"}
    assert [link.needs for link in rhyming.prerequisites.all()] == [letters]
    assert Skill.objects.get(code="first-sound").prerequisites.get().needs == letters
    assert not letters.prerequisites.exists()
