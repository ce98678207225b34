"""`manage.py first_run_code` prints a code; `manage.py first_run` asks the questions of the page in a terminal."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Course
from apps.lessons.models import Room
from apps.settings.queries import get_default_branch, get_system_settings
from tests import factories
from tests.factories import ApiClient
from tests.portal.first_run.centre_forms import PASSWORD, build_form

pytestmark = pytest.mark.django_db
ANSWERS = [
    "Ilm ziyo", "", "Bunyodkor 12", "", "uz,ru", "", "", "204:16, 205", "Ingliz tili A2", "A2", "600 000", "",
    "", "", "", "", "Dilshod", "Rahimov", "+998 90 123 45 67", "", PASSWORD,
]  # fmt: skip


def run(monkeypatch, *answers: str) -> str:
    """What `first_run` printed and refused with these lines typed in."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
    call_command("first_run", stdout=out, stderr=out)
    return out.getvalue()


def test_printed_code_opens_the_page_of_the_printed_address():
    out = io.StringIO()
    call_command("first_run_code", url="https://talim.example.uz/", stdout=out)
    link = re.search(r"(https://talim\.example\.uz)/app/first-run#code=(\S+)", out.getvalue())
    assert link
    assert out.getvalue().count(link[2]) == 2
    client = ApiClient(address="10.7.0.1")
    assert client.post("/settings/first-run/", build_form(link[2])).status == 201
    with pytest.raises(CommandError, match="A user exists already"):
        call_command("first_run_code")


def test_terminal_sets_up_the_centre_with_defaults(monkeypatch):
    assert "Sign in at /app/ as +998901234567" in run(monkeypatch, *ANSWERS)
    row, branch = get_system_settings(), get_default_branch()
    assert (row.centre_name, row.languages, row.default_language, row.currency) == (
        "Ilm ziyo",
        ["uz", "ru"],
        "uz",
        "UZS",
    )
    assert (branch.name, branch.zone) == ("Ilm ziyo", "Asia/Tashkent")
    assert list(Room.objects.order_by("name").values_list("name", "seats")) == [("204", 16), ("205", None)]
    assert Course.objects.get().prices.get().amount == 600_000_00
    administrator = User.objects.get()
    assert (administrator.role, administrator.phone, administrator.locale) == (Role.ADMIN, "+998901234567", "uz")
    assert administrator.phone_verified_at is not None
    with pytest.raises(CommandError, match="A user exists already"):
        run(monkeypatch, *ANSWERS)


def test_terminal_names_invalid_answers_and_writes_nothing(monkeypatch):
    wrong = [*ANSWERS]
    wrong[3], wrong[10], wrong[-1] = "Foo/Bar", "much", "12345"
    errors = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in wrong)))
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("first_run", stdout=io.StringIO(), stderr=errors)
    assert "courses.0.price: Enter a whole number." in errors.getvalue()
    wrong[10] = ANSWERS[10]
    errors.seek(0)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in wrong)))
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("first_run", stdout=io.StringIO(), stderr=errors)
    assert "branch.zone: " in errors.getvalue()
    assert "administrator.password: " in errors.getvalue()
    assert not User.objects.exists()


def test_demo_people_count_as_users():
    factories.make_user(Role.ADMIN, "Dilshod", email="admin@demo.example")
    with pytest.raises(CommandError, match="A user exists already"):
        call_command("first_run_code")
