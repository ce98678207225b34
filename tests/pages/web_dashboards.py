"""Dashboards of income, marketing and a course, in Chromium: `./talim test-web tests/pages/web_dashboards.py`."""

import pytest
from django.utils import timezone

from apps.learning.models import Enrollment, LessonProgress
from tests.leads.lead_requests import create_lead
from tests.learning.published import publish_lessons
from tests.pages.browser import make_login
from tests.pages.written_months import WrittenMonths

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_office_and_teacher_read_their_dashboards(play, branch, course, admin, teacher):
    months = WrittenMonths(branch, course, teacher)
    for number in range(3):
        create_lead(admin, f"Lead{chr(65 + number)}", f"90 123 45 6{number}", source="instagram")
    first, last = publish_lessons(course, {"title": "Hello"}, {"title": "Past"})
    people = [row.student for row in months.first.memberships.order_by("id")[:3]]
    Enrollment.objects.filter(course=course).delete()
    for place, person in enumerate(people):
        Enrollment.objects.create(user=person, course=course, source="office", starts_at=timezone.now())
        for lesson in (first, last)[: 2 - bool(place)]:
            LessonProgress.objects.create(user=person, lesson=lesson, completed_at=timezone.now())
    play(
        "dashboards", login=make_login(admin, locale="en"), teacher=make_login(teacher, locale="en"),
        course=str(course.pk),
    )  # fmt: skip
