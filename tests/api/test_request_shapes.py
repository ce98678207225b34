"""What any request may look like: its query, its absent body, its path without a slash, its texts and days."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from api.app import api
from api.openapi_components import expand_components
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.gamification.models import Achievement
from apps.lessons.services import create_lesson
from apps.settings.models import AuditLog, Branch
from tests import factories
from tests.factories import client_for


@pytest.mark.parametrize(
    ("path", "name", "nearest"),
    [
        ("/courses/groups/", "pagesize", "page_size"),
        ("/courses/groups/", "teacher_id", "teacher"),
        ("/courses/groups/", "zzz", None),
        ("/lessons/", "studnet", "student"),
        ("/auth/users/me/", "page", None),
    ],
)
def test_unknown_query_parameter_is_refused_with_the_nearest_name(group, teacher, path, name, nearest):
    client = client_for(teacher)
    assert client.get(path).status == 200
    answer = client.get(path, {name: "1"})
    answer.check_refused(422, "invalid", field=name)
    suggestion = f" Did you mean “{nearest}”?" if nearest else ""
    assert answer.json["fields"][name] == [f"There is no such parameter.{suggestion}"]


def test_unknown_query_parameter_prevents_the_write(group, manager, nobody):
    path = f"/courses/groups/{group.pk}/"
    client_for(manager).patch(path, {"name": "Other"}, query={"force": "1"}).check_refused(422, field="force")
    assert Group.objects.get(pk=group.pk).name == "A2 morning"
    assert nobody.patch(path, {"name": "Other"}, query={"force": "1"}).status == 401


def test_misspelt_required_parameter_is_named(group, manager):
    answer = client_for(manager).get("/payments/reports/revenue/", {"frm": "2026-09-01", "to": "2026-09-30"})
    assert answer.json["fields"] == {"frm": ["There is no such parameter. Did you mean “from”?"]}


def test_unknown_field_of_a_body_is_refused_with_the_nearest_name(teacher):
    body = {"first_nam": "A", "zzz": 1, "teacher_profile": {"qualification": "CELTA", "about": {"eng": "Hi"}}}
    answer = client_for(teacher).patch("/auth/users/me/", body)
    assert (answer.status, answer.json["fields"]) == (
        422,
        {
            "first_nam": ["There is no such field. Did you mean “first_name”?"],
            "zzz": ["There is no such field."],
            "teacher_profile.qualification": ["There is no such field. Did you mean “qualifications”?"],
            "teacher_profile.about.eng": ["There is no such field. Did you mean “en”?"],
        },
    )


def test_nearest_names_are_sought_for_some_unknown_fields_only(teacher):
    fields = client_for(teacher).patch("/auth/users/me/", {f"first_name{n}": "A" for n in range(30)}).json["fields"]
    assert (len(fields), sum("Did you mean" in texts[0] for texts in fields.values())) == (30, 20)


def test_plain_views_and_pages_take_any_query(db):
    browser = factories.make_django_client()
    assert browser.get("/app/?utm_source=sms").status_code == 200
    assert browser.get("/admin/login/?next=/admin/&x=1").status_code == 200
    assert browser.get("/api/v1/lessons/calendar/none.ics?x=1").status_code == 404


def test_body_whose_fields_are_all_optional_may_be_absent(group, teacher, manager):
    office = client_for(manager)
    closed = office.post(f"/courses/groups/{group.pk}/close/")
    assert (closed.status, closed.json.get("status")) == (200, "closed"), closed.json
    assert office.patch("/auth/users/me/").status == 200
    office.post("/courses/groups/").check_refused(422, field="body")
    client_for(None).post("/auth/verify-email/").check_refused(422)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_missing_slash_redirects_with_method_and_query(nobody, method):
    answer = nobody.request(method, "/courses/courses", query={"search": "A2"})
    assert (answer.status, answer.headers["location"]) == (308, "/api/v1/courses/courses/?search=A2")
    assert nobody.request(method, "/courses/no-such-list").status == 404


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/courses/categories/", {}, "name"),
        ("/courses/levels/", {"code": "D1"}, "name"),
        ("/courses/courses/", {}, "title"),
        ("/courses/courses/", {"title": {"en": "B1"}}, "description"),
        ("/courses/holidays/", {"starts_on": "2026-12-01", "ends_on": "2026-12-01"}, "name"),
        ("/attendance/statuses/", {"code": "ill", "counts_as": "absent"}, "name"),
        ("/auth/roles/", {"permissions": []}, "name"),
        ("/gamification/shop/", {"price": 5}, "name"),
        ("/gamification/shop/", {"price": 5, "name": {"en": "Pen"}}, "description"),
        ("/gamification/achievements/catalog/", {"code": "c", "counter": "homework_done", "threshold": 9}, "name"),
        ("/payments/discounts/", {"kind": "percent", "percent_hundredths": 500, "reason": "Spring"}, "name"),
    ],
)
def test_change_of_a_text_keeps_the_languages_that_are_not_sent(admin, path, body, field):
    client = client_for(admin)
    made = client.post(path, {**body, field: {"uz": "Bir", "ru": "Один"}})
    assert made.status == 201, made.json
    made, read = (made.json["holiday"], "holiday") if "holidays" in path else (made.json, None)
    assert made[field] == {"uz": "Bir", "ru": "Один", "en": ""}
    where = f"{path}{made['id']}/"
    changed = client.patch(where, {field: {"en": "One", "ru": ""}})
    assert changed.status == 200, changed.json
    assert (changed.json[read] if read else changed.json)[field] == {"uz": "Bir", "ru": "", "en": "One"}
    if field != "description" and "level" not in path:
        client.patch(where, {field: {"uz": "", "en": ""}}).check_refused(422, field=field)


def test_teacher_keeps_the_languages_of_the_profile(teacher):
    client = client_for(teacher)
    client.patch("/auth/users/me/", {"teacher_profile": {"about": {"uz": "Salom"}}})
    answer = client.patch("/auth/users/me/", {"teacher_profile": {"about": {"en": "Hello"}}})
    assert answer.json["teacher_profile"]["about"] == {"uz": "Salom", "ru": "", "en": "Hello"}


def test_text_that_was_stored_in_part_is_read_in_all_languages(admin):
    row = Achievement.objects.order_by("pk").first()
    Achievement.objects.filter(pk=row.pk).update(description={}, name={"ru": "Один"})
    listed = client_for(admin).get("/gamification/achievements/catalog/", {"page_size": 100}).json["results"]
    read = next(achievement for achievement in listed if achievement["id"] == str(row.pk))
    assert (read["name"], read["description"]) == ({"uz": "", "ru": "Один", "en": ""}, {"uz": "", "ru": "", "en": ""})


def test_every_filter_that_takes_moments_takes_days():
    """In the schema of the code, so that a new list cannot forget it."""
    paths = expand_components(api.get_openapi_schema())["paths"]
    operations = [methods["get"] for methods in paths.values() if "get" in methods]
    # The times of one planned lesson are no filter.
    operations = [operation for operation in operations if operation["operationId"] != "lessons_check"]
    filters = [json.dumps(parameter) for operation in operations for parameter in operation.get("parameters", [])]
    takes_moments = [text for text in filters if '"date-time"' in text]
    assert len(takes_moments) >= 6
    assert [text for text in takes_moments if '"date"' not in text] == []


def test_day_in_a_list_of_lessons_is_the_day_of_each_branch(group, course, manager, teacher):
    far = Branch.objects.create(name="Almaty", zone="America/New_York")
    there = factories.make_group(branch=far, course=course, name="Far", teacher=teacher)
    for target, hour in ((group, 18), (group, 20), (there, 3), (there, 5)):
        starts_at = datetime(2026, 11, 20, hour, 30, tzinfo=UTC)
        create_lesson(actor=None, group=target, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))
    office = client_for(factories.make_user(Role.ADMIN, "Ali"))

    def starts(**query):
        return [row["starts_at"] for row in office.get("/lessons/", {**query, "ordering": "starts_at"}).json["results"]]

    first = ["2026-11-19T22:30:00-05:00", "2026-11-20T00:30:00-05:00", "2026-11-20T23:30:00+05:00"]
    assert starts(to="2026-11-20") == first
    assert starts(**{"from": "2026-11-20", "to": "2026-11-20"}) == first[1:]
    assert starts(**{"from": "2026-11-21"}) == ["2026-11-21T01:30:00+05:00"]
    assert starts(to="2026-11-20T05:30:00+00:00") == first[:1]
    office.get("/lessons/", {"from": "2026-13-01"}).check_refused(422, field="from")


def test_day_in_logs_is_the_day_of_the_branch(admin, monkeypatch):
    log = []
    for hour in (18, 20):
        with monkeypatch.context() as clock:
            clock.setattr("django.utils.timezone.now", lambda at=hour: datetime(2026, 9, 7, at, tzinfo=UTC))
            log.append(AuditLog.objects.create(action="test.day"))
    client = client_for(admin)
    for query, numbers in (
        ({"until": "2026-09-07"}, [0]),
        ({"since": "2026-09-08"}, [1]),
        ({"since": "2026-09-07"}, [1, 0]),
    ):
        results = client.get("/settings/audit-logs/", {"action": "test.day", **query}).json["results"]
        assert [row["id"] for row in results] == [str(log[number].pk) for number in numbers]
    assert client.get("/notifications/deliveries/", {"since": "2026-09-07"}).status == 200
    days = {"since": "2026-09-07", "until": "2026-09-08"}
    for path in (f"/auth/users/{admin.pk}/activity/", f"/gamification/coins/{admin.pk}/transactions/"):
        assert client.get(path, days).status == 200
    skipped = client.get("/lessons/skipped/", {"from": "2026-09-07", "to": "2026-09-08"})
    assert skipped.status == 200, skipped.json


@pytest.mark.parametrize("name", ["A2\nmorning", "A2\tmorning", "A2\u2028x", "\x1b[31mA2", "A2\x7f"])
def test_group_name_with_control_characters_is_refused(group, course, teacher, manager, name):
    client = client_for(manager)
    body = {"course": str(course.pk), "lead_teacher": str(teacher.pk), "name": name}
    client.post("/courses/groups/", body).check_refused(422, field="name")
    client.patch(f"/courses/groups/{group.pk}/", {"name": name}).check_refused(422, field="name")
    assert client.patch(f"/courses/groups/{group.pk}/", {"name": "A2 — oʻgʻil bolalar 👩‍🎓"}).status == 200
