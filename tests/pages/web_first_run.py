"""The first-run page in a real Chromium: `./talim test-web tests/pages/web_first_run.py`."""

import pytest

from apps.accounts.models import User
from apps.attendance.models import AttendanceStatus
from apps.courses.models import Course
from apps.lessons.models import Room
from apps.portal.services.first_run_code import issue_first_run_code
from apps.settings.queries import get_default_branch, get_system_settings


@pytest.mark.django_db(transaction=True)
def test_page_opens_an_empty_centre(play):
    play("first-run", code=issue_first_run_code())
    assert (get_system_settings().centre_name, get_default_branch().name) == ("Ilm ziyo", "Chilonzor")
    assert list(Room.objects.values_list("name", "seats")) == [("204", 16)]
    assert str(Course.objects.get().prices.get()) == "60000000 UZS"
    assert not AttendanceStatus.objects.get(code="absent").charged
    administrator = User.objects.get()
    assert (administrator.role, administrator.email, administrator.locale) == ("admin", "dilshod@ilm.example.uz", "en")
