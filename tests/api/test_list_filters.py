"""Every list has filters, or a reason to have none; the filters find what they say."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from api.app import api
from api.lists import FeedQuery, PageQuery
from api.openapi_components import expand_components
from apps.accounts.models import User
from apps.accounts.services import activity
from apps.core.models import Upload
from apps.courses.models import Category, Course, Import, Level, WaitingEntry
from apps.gamification.models import Achievement
from apps.gamification.services.awards import award_coins
from apps.payments.models import CashDesk, Shift
from apps.settings.models import Branch
from apps.webhooks.models import Webhook
from tests.factories import ApiClient, client_for

WITHOUT_FILTERS = {
    "attendance_history": "one mark is corrected a few times",
    "attempts_list": "a homework has a few attempts",
    "auth_children": "a user has a few children",
    "auth_guardians": "a user has a few guardians",
    "auth_sessions": "a user has a few sessions",
    "certificate_templates_list": "a centre has some templates, at most 100",
    "chat_blocks_list": "a person blocks a few people",
    "chat_children_conversations": "a child has a few conversations",
    "chat_messages_versions": "a message is changed a few times",
    "chat_messages_waiting": "a few messages wait in a room",
    "course_lessons_list": "the lessons of one course, in its order",
    "course_reviews_list": "reviews are read newest first, or by their stars",
    "course_versions_list": "a course has a few versions",
    "discount_codes_uses": "the orders of one code are read newest first",
    "discussions_edits_list": "a text is changed a few times",
    "discussions_replies_list": "a discussion is read whole",
    "doubles_list": "a centre has a few doubles, and merges them",
    "feedback_requests_list": "a family is asked a few times a month",
    "invitation_links_list": "a course has a few links",
    "learning_list": "a user learns a few courses online",
    "groups_leads": "a group changes its lead teacher a few times",
    "forums_people_list": "the people of a forum are searched by name",
    "members_history": "a membership changes a few times",
    "moderation_decisions_list": "a person has a few decisions",
    "payments_history": "a payment changes a few times",
    "payments_shift_rows": "a shift is a day of one desk",
    "question_files_list": "the files of one bank are read newest first",
    "replies_edits_list": "a text is changed a few times",
    "report_card_batches_cards": "the cards of one group, searched by name",
    "tags_list": "tags are shown together",
    "tickets_comments_list": "a ticket is read whole",
}
"""The lists that are read whole, and why."""
FORM = {"kind": "csv", "encoding": "utf-8", "delimiter": ",", "sheet": ""}
PLAIN = set(PageQuery.model_fields) | set(FeedQuery.model_fields)


def collect_lists() -> dict[str, set[str]]:
    """The filters of every list of the API, by its operation's id."""
    schema = expand_components(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
    components = schema["components"]["schemas"]
    lists = {}
    for operation in (methods["get"] for methods in schema["paths"].values() if "get" in methods):
        content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if "results" in components.get(name, {}).get("properties", {}):
            names = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"}
            lists[operation["operationId"]] = names - PLAIN
    return lists


def test_every_list_has_filters_or_a_reason_to_have_none():
    lists = collect_lists()
    assert len(lists) > 60
    assert {name for name, filters in lists.items() if not filters} == set(WITHOUT_FILTERS)


def read(client: ApiClient, path: str, field: str, **query: Any) -> list[Any]:
    """One field of the rows that the list answers with these filters."""
    answer = client.get(path, query)
    assert answer.status == 200, answer.json
    return [row[field] for row in answer.json["results"]]


def test_levels_and_categories_of_the_catalogue(course):
    Level.objects.update(archived_at=timezone.now())
    Level.objects.create(code="X1")
    anyone = ApiClient()
    assert read(anyone, "/courses/levels/", "code") == ["X1"]
    assert "A1" in read(anyone, "/courses/levels/", "code", archived="true")
    used, _unused = (Category.objects.create(name={"en": slug}, slug=slug) for slug in ("used", "unused"))
    Course.objects.filter(pk=course.pk).update(category=used, status="published")
    path = "/courses/categories/"
    assert [read(anyone, path, "slug", published=value) for value in ("true", "false")] == [["used"], ["unused"]]


def test_waiting_list_of_a_group(group, other_pupil, stranger, manager):
    WaitingEntry.objects.create(group=group, student=stranger, closed_at=timezone.now())
    WaitingEntry.objects.create(group=group, student=other_pupil)
    client, path = client_for(manager), f"/courses/groups/{group.pk}/waiting/"
    assert [row["id"] for row in read(client, path, "student")] == [str(other_pupil.pk)]
    assert [row["id"] for row in read(client, path, "student", open="false")] == [str(stranger.pk)]
    assert read(client, path, "student", student=str(stranger.pk)) == []


@pytest.mark.parametrize(("path", "kind"), [("/courses/imports/", "students"), ("/attendance/imports/", "attendance")])
def test_imports_by_state_and_dry_run(path, kind, manager):
    for state, dry_run in (("checked", True), ("done", False), ("failed", False)):
        Import.objects.create(kind=kind, state=state, dry_run=dry_run, by=manager, options={"form": FORM})
    client = client_for(manager)
    assert read(client, path, "state", state="failed") == ["failed"]
    assert read(client, path, "state", dry_run="true") == ["checked"]
    assert client.get(path, {"state": "new"}).refused_fields == (422, ["state"])


def test_activity_by_action_object_and_time(pupil, manager):
    for action in ("sign_in", "sign_out"):
        activity.log_activity(pupil, action, manager)
    client, path = client_for(manager), f"/auth/users/{pupil.pk}/activity/"
    assert read(client, path, "action", action="sign_in") == ["sign_in"]
    about = {"object_type": "accounts.user", "object_id": str(manager.pk)}
    assert read(client, path, "action", **about) == ["sign_out", "sign_in"]
    assert read(client, path, "action", object_id=str(pupil.pk)) == []
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    assert [len(read(client, path, "action", **{name: tomorrow})) for name in ("since", "until")] == [0, 2]


def test_own_branches(branch, manager):
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    far = Branch.objects.create(name="Yunusobod")
    manager.branches.add(far)
    client = client_for(manager)
    assert set(read(client, "/settings/branches/", "name")) == {branch.name, "Yunusobod"}
    assert read(client, "/settings/branches/", "name", mine="true") == ["Yunusobod"]


def test_webhooks_by_state_and_event(admin):
    for name, active, event in (("a", True, "payment.paid"), ("b", False, "lesson.cancelled")):
        Webhook.objects.create(
            url=f"https://crm.example/{name}", event_types=[event], secret=b"x", active=active,
            off_reason="" if active else "by_hand",
        )  # fmt: skip
    client, path = client_for(admin), "/settings/webhooks/"
    assert read(client, path, "url", active="false") == ["https://crm.example/b"]
    assert read(client, path, "url", event_type="payment.paid") == ["https://crm.example/a"]


def test_achievements_by_counter_and_coins_by_cause_and_time(group, pupil):
    Achievement.objects.all().delete()
    for counter in ("study_days", "coins_earned"):
        Achievement.objects.create(code=counter.replace("_", "-"), name={"en": "x"}, counter=counter, threshold=1)
    client = client_for(pupil)
    assert read(client, "/gamification/achievements/catalog/", "code", counter="study_days") == ["study-days"]
    for cause in ("homework", "attendance"):
        award_coins(student=pupil, cause=f"{cause}:{uuid4()}", amount=3, reason="test")
    path = f"/gamification/coins/{pupil.pk}/transactions/"
    assert [cause.partition(":")[0] for cause in read(client, path, "cause", cause="homework")] == ["homework"]
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    assert [len(read(client, path, "cause", **{name: tomorrow})) for name in ("since", "until")] == [0, 2]


def test_shifts_by_cashier_state_and_local_day(branch, manager, admin):
    desk = CashDesk.objects.create(branch=branch, name="Desk")
    late = timezone.now().replace(year=2026, month=9, day=1, hour=20)
    Shift.objects.create(desk=desk, cashier=admin, opened_at=late, opened_with=0)
    early = late - timedelta(days=9)
    Shift.objects.create(
        desk=desk, cashier=manager, opened_at=early, opened_with=1, closed_at=late, counted=0, expected=0
    )
    client, path = client_for(manager), f"/payments/cash-desks/{desk.pk}/shift/"
    for query, names in (
        ({"open": "true"}, ["Aziza"]),
        ({"cashier": str(manager.pk)}, ["Malika"]),
        ({"from": "2026-09-02", "to": "2026-09-02"}, ["Aziza"]),
        ({"to": "2026-09-01"}, ["Malika"]),
    ):
        cashiers = read(client, path, "cashier", **query)
        assert [cashier["full_name"].split()[0] for cashier in cashiers] == names, query


def test_open_uploads_by_whether_all_bytes_are_there(teacher):
    ends = timezone.now() + timedelta(hours=1)
    for name, received in (("a.pdf", 5), ("b.pdf", 4)):
        Upload.objects.create(
            owner=teacher, token_sha256=name, purpose="material", key=name, name=name, size=5, received=received,
            expires_at=ends,
        )  # fmt: skip
    client = client_for(teacher)
    values = [read(client, "/resources/uploads/", "name", complete=value) for value in ("true", "false")]
    assert values == [["a.pdf"], ["b.pdf"]]
