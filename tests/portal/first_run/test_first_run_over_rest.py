"""The first run: a one-time code sets up an empty centre, once, all or nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import AttendanceStatus
from apps.core.permissions import Role
from apps.courses.models import Course
from apps.lessons.models import Room
from apps.portal.services.first_run_code import issue_first_run_code
from apps.settings.models import AuditLog, SystemSettings
from apps.settings.queries import get_default_branch, get_system_settings
from tests import factories
from tests.factories import ApiClient
from tests.portal.first_run.centre_forms import EMAIL, PASSWORD, build_form

pytestmark = pytest.mark.django_db
PATH = "/settings/first-run/"
PAGE = "/app/first-run"


@pytest.fixture
def code():
    return issue_first_run_code()


@pytest.fixture
def client(request):
    """A client with an address of its own: wrong codes are counted by address."""
    return ApiClient(address=f"10.9.{abs(hash(request.node.name)) % 250}.{timezone.now().microsecond % 250}")


def test_form_sets_up_the_centre_and_signs_the_administrator_in(client, code):
    choices = client.get(PATH).json
    assert choices["zone"] == "Asia/Tashkent"
    assert {status["code"] for status in choices["statuses"]} == {"present", "absent", "late", "excused"}
    assert "A2" in choices["levels"]
    typed = code.lower().replace("-", " ")
    answer = client.post(PATH, build_form(typed))
    assert answer.status == 201, answer.json
    row, branch = get_system_settings(), get_default_branch()
    assert (row.centre_name, row.languages, row.default_language, row.currency) == (
        "Ilm ziyo",
        ["uz", "ru"],
        "ru",
        "USD",
    )
    assert (branch.name, branch.address, branch.zone) == ("Chilonzor", "Bunyodkor 12", "Asia/Samarkand")
    assert list(Room.objects.filter(branch=branch).order_by("name").values_list("name", "seats")) == [
        ("1", 12),
        ("2", None),
    ]
    course = Course.objects.get()
    assert (course.level, course.status, str(course.prices.get())) == ("A2", "published", "60000 USD")
    excused = AttendanceStatus.objects.get(code="excused")
    assert (excused.name["ru"], excused.name["uz"], excused.charged) == ("Болеет", "Sababli", True)
    user = User.objects.get()
    assert (user.role, user.email, user.locale, user.zone, user.all_branches) == (
        "admin", EMAIL, "ru", "Asia/Samarkand", True,
    )  # fmt: skip
    assert user.email_verified_at is not None
    assert ApiClient(token=answer.json["access"]).get("/auth/users/me/").json["id"] == str(user.pk)
    assert client.post("/auth/login/", {"login": EMAIL, "password": PASSWORD}).status == 200
    actions = set(AuditLog.objects.filter(actor=user).values_list("action", flat=True))
    assert {"portal.first_run", "settings.first_run", "branches.save", "rooms.create", "courses.create"} <= actions


def test_everything_is_404_once_a_user_exists(client, code):
    assert (client.get(PATH).status, Client().get(PAGE).status_code) == (200, 200)
    assert client.get("/settings/public/").json["first_run"] is True
    factories.make_user(Role.STUDENT, "Aziza")
    statuses = [client.get(PATH).status, client.post(PATH, build_form(code)).status, client.post(PATH, {}).status]
    page = Client().get(PAGE)
    assert (statuses, page.status_code, page["Content-Type"]) == ([404] * 3, 404, "text/html; charset=utf-8")
    assert client.get("/settings/public/").json["first_run"] is False
    assert SystemSettings.objects.get().centre_name == "Talim"


def test_only_the_newest_code_of_the_last_day_opens(client, code):
    assert client.post(PATH, build_form("AAAA-BBBB-CCCC")).refused_fields == (422, ["code"])
    newer = issue_first_run_code()
    assert newer != code
    assert client.post(PATH, build_form(code)).refused_fields == (422, ["code"])
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1)):
        assert client.post(PATH, build_form(newer)).refused_fields == (422, ["code"])
    assert newer not in str(SystemSettings.objects.values().get())
    assert client.post(PATH, build_form(newer)).status == 201
    assert SystemSettings.objects.get().first_run_code_hmac == ""


def test_no_code_opens_before_one_was_issued(client):
    assert client.post(PATH, build_form(" ")).refused_fields == (422, ["code"])
    assert client.post(PATH, build_form("--")).refused_fields == (422, ["code"])
    assert not User.objects.exists()


def test_wrong_codes_are_limited_and_right_ones_are_not_counted(client, code):
    for _try in range(11):
        assert client.post(PATH, build_form(code, currency="USD", rooms=[{"name": "1"}, {"name": "1"}])).status == 422
    for _try in range(10):
        client.post(PATH, build_form("AAAA-BBBB-CCCC"))
    refused = client.post(PATH, build_form(code))
    assert (refused.status, "retry-after" in refused.headers) == (429, True)


def test_all_invalid_fields_are_named_and_nothing_is_written(client, code):
    administrator = {"first_name": "Dilshod", "phone": "12", "password": "12345"}
    wrong = build_form(
        code,
        default_language="en",
        branch={"name": "Chilonzor", "zone": "Foo/Bar"},
        rooms=[{"name": "1"}, {"name": "1"}],
        courses=[{"title": {}, "level": "A2", "price": 1}, {"title": {"uz": "Fizika"}, "level": "Z9", "price": 1}],
        statuses=[{"code": "absent", "name": {"uz": "", "ru": "", "en": ""}, "charged": True}],
        administrator=administrator,
    )
    answer = client.post(PATH, wrong)
    assert answer.status == 422
    assert set(answer.json["fields"]) == {
        "default_language", "branch.zone", "rooms.1.name", "courses.0.title", "courses.1.level", "statuses.0.name",
        "administrator.phone",
    }  # fmt: skip
    weak = build_form(code, administrator=administrator | {"phone": "+998901234567"})
    assert client.post(PATH, weak).refused_fields == (422, ["administrator.password"])
    owned = build_form(code, role="admin", administrator=administrator | {"role": "admin", "email_verified_at": None})
    assert set(client.post(PATH, owned).json["fields"]) == {
        "role", "administrator.role", "administrator.email_verified_at",
    }  # fmt: skip
    nobody = build_form(code, administrator=administrator | {"phone": None, "password": PASSWORD})
    assert client.post(PATH, nobody).refused_fields == (422, ["administrator.email"])
    assert not User.objects.exists()
    assert [model.objects.count() for model in (Room, Course, AuditLog)] == [0, 0, 0]
    assert (get_system_settings().centre_name, get_default_branch().name == "Chilonzor") == ("Talim", False)
    assert client.post(PATH, build_form(code)).status == 201
