"""Answers that clients may keep: 304 while nothing has changed, never one that is stale or another user's."""

from types import SimpleNamespace

import pytest
from django.test import Client

from api.app import api
from api.http_caching import CLEAR_CACHE
from tests import factories
from tests.attendance.register_requests import NOW, create_group_lesson, travel_to
from tests.factories import browser_of, client_for

NAME = {"uz": "Yangi", "ru": "Новый", "en": "New"}
HOMEWORK = {"kind": "reading", "title": "Unit 3", "reference_text": "My family is small."}
WRITES = {
    "courses_list": ("/courses/courses/", "manager", "PATCH", "/courses/courses/{course}/", {"title": NAME}),
    "courses_get": ("/courses/courses/{course}/", "manager", "PATCH", "/courses/courses/{course}/", {"title": NAME}),
    "tags_list": ("/courses/tags/", "manager", "PATCH", "/courses/courses/{course}/", {"tags": ["New"]}),
    "categories_list": ("/courses/categories/", "manager", "POST", "/courses/categories/", {"name": NAME}),
    "categories_get": (
        "/courses/categories/{category}/", "manager", "PATCH", "/courses/categories/{category}/", {"position": 7}
    ),
    "levels_list": ("/courses/levels/", "manager", "POST", "/courses/levels/", {"code": "B1X"}),
    "groups_list": ("/courses/groups/", "manager", "PATCH", "/courses/groups/{group}/", {"name": "New"}),
    "groups_get": ("/courses/groups/{group}/", "manager", "PATCH", "/courses/groups/{group}/", {"name": "New"}),
    "rooms_list": ("/courses/rooms/", "manager", "POST", "/courses/rooms/", {"name": "204"}),
    "holidays_list": (
        "/courses/holidays/", "admin", "POST", "/courses/holidays/",
        {"name": NAME, "starts_on": "2030-03-21", "ends_on": "2030-03-21"},
    ),
    "settings_public": ("/settings/public/", "admin", "PUT", "/settings/system/", {"centre_name": "Ilm"}),
    "settings_get": ("/settings/system/", "other_admin", "PUT", "/settings/system/", {"centre_name": "Ilm"}),
    "branches_list": ("/settings/branches/", "admin", "PATCH", "/settings/branches/{branch}/", {"name": "Yunusobod"}),
    "branches_get": ("/settings/branches/{branch}/", "admin", "PATCH", "/settings/branches/{branch}/", {"name": "New"}),
    "attendance_statuses_list": (
        "/attendance/statuses/", "admin", "POST", "/attendance/statuses/",
        {"code": "new", "name": NAME, "counts_as": "present"},
    ),
    "achievements_catalog": (
        "/gamification/achievements/catalog/", "admin", "POST", "/gamification/achievements/catalog/",
        {"code": "new", "name": NAME, "counter": "homework_done", "threshold": 3},
    ),
    "shop_list": ("/gamification/shop/", "admin", "POST", "/gamification/shop/", {"name": NAME, "price": 40}),
    "lessons_list": ("/lessons/", "teacher", "PATCH", "/lessons/{lesson}/", {"topic": "Unit 3"}),
    "homework_list": ("/homework/", "teacher", "POST", "/homework/assignments/", {"group": "{group}", **HOMEWORK}),
    "notifications_list": (
        "/notifications/", "teacher", "POST", "/homework/assignments/", {"group": "{group}", **HOMEWORK}
    ),
    "attendance_list": (
        "/attendance/", "teacher", "POST", "/attendance/",
        {"lesson": "{lesson}", "student": "{pupil}", "status": "present"},
    ),
    "coins_me": (
        "/gamification/coins/me/", "manager", "POST", "/gamification/coins/adjust/",
        {"student": "{pupil}", "amount": 5, "reason": "Helped"},
    ),
    "coins_transactions": (
        "/gamification/coins/{pupil}/transactions/", "manager", "POST", "/gamification/coins/adjust/",
        {"student": "{pupil}", "amount": 5, "reason": "Helped"},
    ),
}  # fmt: skip
"""For each cached operation: what is read, who writes, and the write that changes the answer."""
FROM_FACTS = {
    "analytics_measures", "analytics_series", "analytics_student", "analytics_teacher", "analytics_platform",
    "dashboard_get", "own_figures_show",
}  # fmt: skip
"""Operations whose answers change when a job has counted; tests/analytics/test_kept_answers.py."""
READ_BY_ADMIN = ("settings_get", "rooms_list")


def list_cached_operations():
    operations = (
        operation for router in api._get_bound_routers() for view in router.path_operations.values()
        for operation in view.operations
    )  # fmt: skip
    return {operation.view_func.__name__ for operation in operations if operation.view_func.cached}


def get(client, path, etag=""):
    return client.request("GET", path, headers={"If-None-Match": etag} if etag else {})


@pytest.fixture(autouse=True)
def _in_the_lesson():
    with travel_to(NOW):
        yield


@pytest.fixture
def place(group, course, branch, pupil, admin):
    """The ids that paths and bodies name."""
    category = client_for(admin).post("/courses/categories/", {"name": {**NAME, "en": "Languages"}}).json["id"]
    objects = {"group": group, "course": course, "branch": branch, "pupil": pupil, "lesson": create_group_lesson(group)}
    return {**{name: str(row.pk) for name, row in objects.items()}, "category": category}


@pytest.fixture
def cast(pupil, teacher, manager, admin):
    other_admin = factories.make_user(factories.Role.ADMIN, "Botir", "Sodiqov")
    return SimpleNamespace(pupil=pupil, teacher=teacher, manager=manager, admin=admin, other_admin=other_admin)


def test_every_cached_operation_is_tested_here():
    assert list_cached_operations() == set(WRITES) | FROM_FACTS


@pytest.mark.parametrize("name", WRITES)
def test_repeat_gets_304_and_a_write_of_another_user_gets_200(name, cast, place):
    path, writer, method, target, body = WRITES[name]
    reader = client_for(cast.admin if name in READ_BY_ADMIN else cast.pupil)
    path = path.format(**place)
    first = get(reader, path)
    etag = first.headers["etag"]
    assert (first.status, first.headers["cache-control"]) == (200, "private, no-cache"), first.json
    assert {"Authorization", "Accept-Language"} <= set(first.headers["vary"].split(", "))
    again = get(reader, path, etag)
    assert (again.status, again.content) == (304, b"")
    assert (again.headers["etag"], again.headers["cache-control"]) == (etag, "private, no-cache")
    sent = {key: value.format(**place) if isinstance(value, str) else value for key, value in body.items()}
    written = client_for(getattr(cast, writer)).request(method, target.format(**place), sent, idempotency_key="once")
    assert written.status in (200, 201), written.json
    changed = get(reader, path, etag)
    assert changed.status == 200
    assert changed.json != first.json
    assert get(reader, path, changed.headers["etag"]).status == 304


def test_kept_answer_of_another_user_or_language_is_not_confirmed(cast, place, other_group, other_pupil):
    path = "/courses/groups/"
    mine = get(client_for(cast.pupil), path)
    theirs = get(client_for(other_pupil), path, mine.headers["etag"])
    assert (theirs.status, [row["name"] for row in theirs.json["results"]]) == (200, ["A2 evening"])
    client_for(cast.teacher).post("/homework/assignments/", {"group": place["group"], **HOMEWORK})
    english = get(client_for(cast.pupil), "/notifications/")
    cast.pupil.locale = "ru"
    cast.pupil.save(update_fields=["locale"])
    assert get(client_for(cast.pupil), "/notifications/", english.headers["etag"]).status == 200
    stranger = get(factories.ApiClient(), "/courses/groups/", mine.headers["etag"])
    assert (stranger.status, stranger.headers["cache-control"]) == (401, "no-store")


def test_money_contacts_sessions_and_tables_are_never_kept(cast, place):
    client = client_for(cast.admin)
    for path in ("/payments/", "/auth/users/", f"/auth/users/{place['pupil']}/contacts/", "/auth/sessions/", "/today/"):
        answer = client.get(path)
        assert (answer.status, answer.headers["cache-control"], "etag" in answer.headers) == (200, "no-store", False)
    table = client.get("/courses/groups/", {"format": "csv"})
    assert (table.headers["cache-control"], "etag" in table.headers) == ("private, no-store", False)
    assert client.get("/courses/groups/", {"page": 0}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("sent", ['"{}"', 'W/"{}"', '"x", W/"{}"', "*"])
def test_etags_are_compared_weakly(sent, nobody):
    etag = get(nobody, "/courses/levels/").headers["etag"]
    assert get(nobody, "/courses/levels/", sent.replace("{}", etag.split('"')[1])).status == 304
    assert get(nobody, "/courses/levels/", 'W/"other"').status == 200


@pytest.mark.slow  # 15 s
def test_schema_is_kept_by_staff_alone(admin):
    path = "/api/v1/openapi.json"
    browser = browser_of(admin)
    first = browser.get(path)
    assert (first.status_code, first["Cache-Control"]) == (200, "private, no-cache")
    assert "Cookie" in first["Vary"]
    assert browser.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert Client().get(path, headers={"if-none-match": first["ETag"]}).status_code == 302


def test_sign_out_clears_what_the_browser_keeps(pupil):
    for path in ("/auth/logout/", "/auth/logout-all/"):
        answer = client_for(pupil).post(path)
        assert (answer.status, answer.headers["clear-site-data"]) == (204, CLEAR_CACHE)
