"""Of two who send the form at one moment, one sets up the centre and the other gets 404."""

import pytest

from apps.accounts.models import User
from apps.portal.services import first_run
from apps.portal.services.first_run_code import issue_first_run_code
from apps.settings.models import SystemSettings
from tests.factories import ApiClient
from tests.portal.first_run.centre_forms import build_form
from tests.races import run_together

pytestmark = pytest.mark.django_db(transaction=True)
PARALLEL = 4


def send_forms() -> list[int]:
    """Send so many forms at one moment; the statuses, sorted."""
    code = issue_first_run_code()

    def send(number: int) -> int:
        form = build_form(code, rooms=[], courses=[], statuses=[])
        form["administrator"] |= {"email": f"admin{number}@example.uz"}
        return ApiClient(address=f"10.8.0.{number}").post("/settings/first-run/", form).status

    return sorted(run_together(PARALLEL, send))


def test_one_of_parallel_forms_wins():
    assert send_forms() == [201, *[404] * (PARALLEL - 1)]
    assert User.objects.count() == 1


def test_control_without_the_lock_several_win(monkeypatch):
    monkeypatch.setattr(first_run, "_lock_settings", lambda: SystemSettings.objects.get(pk=1))
    assert send_forms().count(201) > 1
    assert User.objects.count() > 1
