"""The office's pages for settings, branches, statuses, webhooks, erasures, audit and health in a real Chromium."""

import pytest

from apps.accounts.models import Guardian
from apps.portal.services.erasure import request_erasure
from apps.settings.queries import get_system_settings
from tests.pages.browser import make_login


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_centre(play, group, pupil, second_pupil, parent, admin):
    for child in (pupil, second_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
        request_erasure(child=child, guardian=parent)
    play("office-centre", login=make_login(admin))
    settings = get_system_settings()
    assert (settings.centre_name, settings.coins_for_attendance) == ("Ilm ziyo", 7)
