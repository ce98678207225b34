"""The public pages of the catalogue, in a real Chromium (`public-pages.browser.ts`)."""

import pytest

from apps.core.money import Money
from apps.courses.models import CourseTeacher
from apps.courses.services import change_course
from apps.settings.services import update_system_settings
from tests.pages.browser import make_login

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = {"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"}


def test_a_visitor_reads_the_catalogue(play, group, course, pupil, admin):
    update_system_settings(actor=None, public_catalogue=True)
    change_course(course=course, actor=admin, title={**TITLE, "en": "English A2 "}, prices=[Money(45_000_000, "UZS")])
    CourseTeacher.objects.create(course=course, teacher=group.lead_teacher)
    make_login(pupil, locale="en")
    play("public-pages", login=pupil.email, course=TITLE["ru"])
