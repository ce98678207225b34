"""Groups and what they stand on in a real Chromium: `./talim test-web tests/pages/web_office_groups.py`."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from PIL import Image

from apps.core.local_days import get_local_day
from apps.courses.models import Course, Group, Holiday
from apps.lessons.models import Lesson, LessonSchedule, Room
from apps.lessons.services import create_lesson
from ml.text import build_search_key
from tests import factories
from tests.pages.browser import make_login


def make_findable(*rows):
    """Factories leave the search keys empty."""
    for row in rows:
        texts = list(row.title.values()) if isinstance(row, Course) else [row.name]
        type(row).objects.filter(pk=row.pk).update(folded=build_search_key(" ".join(texts)))


def plan_lesson_tomorrow(group):
    """A lesson of the group tomorrow at 15:00, in room 204, which is returned."""
    branch = group.branch
    room = Room.objects.create(branch=branch, name="204", seats=12)
    tomorrow = get_local_day(timezone.now(), branch.zone) + timedelta(days=1)
    starts = timezone.make_aware(datetime.combine(tomorrow, time(15)), ZoneInfo(branch.zone))
    create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(minutes=90), room=room)
    return room


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_groups(play, group, other_group, stranger, manager):
    branch = group.branch
    room = plan_lesson_tomorrow(other_group)
    factories.make_group(branch=branch, course=group.course, name="Nobody's", teacher=group.lead_teacher)
    make_findable(group, other_group, group.course)
    play("office-groups", login=make_login(manager))
    made = Group.objects.get(name="B1 dawn")
    assert LessonSchedule.objects.get(group=made).lines.get().room == room
    assert Lesson.objects.filter(group=made).exists()
    assert [m.student.first_name for m in made.memberships.filter(left_on=None)] == ["Jasur"]
    assert not Group.objects.filter(name="Nobody's").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_courses_rooms_holidays(play, group, manager, tmp_path):
    plan_lesson_tomorrow(group)
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "course.png")
    office = factories.client_for(manager)
    frozen = {"memberships": [str(group.memberships.first().pk)], "status": "frozen"}
    assert office.post(f"/courses/groups/{group.pk}/members/bulk-change/", frozen).status == 200
    play("office-courses", login=make_login(manager), picture=str(tmp_path / "course.png"))
    assert list(Holiday.objects.values_list("name__en", flat=True)) == ["Quiet day"]
    assert {membership.status for membership in group.memberships.all()} == {"active"}
    assert Course.objects.get(title__en="German A1").status == "archived"
