"""A flood of texts and reports: it is refused with code and field, hides nothing of others, wakes nobody twice, and
others read and write as before.
"""

import json
from collections import Counter
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from apps.chat.models import Message
from apps.core.permissions import Role
from apps.forums.models import Discussion, Reply, TextNotice
from apps.learning.models import Enrollment
from apps.moderation.models import ModerationCase, TextReport
from apps.notifications.models import Notification
from apps.settings.models import SystemSettings
from bench.abuse import reports, texts
from bench.abuse.attack import Attack, build_bearer
from bench.abuse.measurement import measure_attack
from bench.http.processes import build_request
from tests import factories
from tests.job_runs import run_jobs
from tests.machine_speed import measure_slowdown

SECONDS, MAX_P95_MS = 25.0, 300.0
JOBS = ("forums.tell", "chat.deliver", "notifications.tell")
REFUSALS = {
    # what may come of a text of a kind, besides a pace that is too high: status, code, field
    "plain": [], "deep": [], "hidden": [], "markup": [],
    "link": [],
    "links": [(422, "invalid", "text")],
    "zalgo": [(422, "invalid", "text")],
    "repeat": [(409, "repeated_text", "text")],
    "huge": [(413, "too_large", None)],
    "stranger": [(422, "invalid", "mentions")],
}  # fmt: skip
TOO_MANY = (429, "too_many_requests", "text")
NEVER_WRITTEN = {"links", "zalgo", "huge"}


@pytest.fixture
def place(transactional_db, branch, course, teacher, admin, stranger):
    people = [factories.make_user(Role.STUDENT, "Flooder", email=f"flood{number}@example.uz") for number in range(20)]
    return texts.open_place(course, teacher, people, stranger)


@pytest.fixture
def others(place, course):
    """Ten who learn the same, and hear of every text."""
    people = [factories.make_user(Role.STUDENT, "Other", email=f"other{number}@example.uz") for number in range(10)]
    for person in people:
        Enrollment.objects.create(user=person, course=course, source="office", starts_at=course.created_at)
        path = f"/forums/{place.forum.pk}/subscription/"
        assert factories.client_for(person).put(path, {"level": "all"}).status == 200
    return people


def post(request):
    """The request, sent by the test client; the refusal, or None."""
    client = factories.ApiClient(token=request.headers["Authorization"].removeprefix("Bearer "))
    answer = client.post(request.path, json.loads(request.body))
    if answer.status == 201:
        return None
    assert answer.status != 429 or int(answer.headers["retry-after"]) >= 1
    return answer.status, answer.json["code"], next(iter(answer.json.get("fields") or {}), None)


def list_texts(*authors):
    """What others see of the texts of these people: the id and state of each."""
    rows = [*Reply.objects.filter(author__in=authors), *Discussion.objects.filter(author__in=authors)]
    return {(row.pk, row.text, row.hidden_at, row.deleted_at) for row in rows}


def check_everybody_was_told_once(*strangers):
    while run_jobs(*JOBS):
        pass
    for model, names in ((TextNotice, ("text_id", "user")), (Notification, ("user", "type", "key"))):
        counted = Counter(model.objects.values_list(*names))
        assert not [key for key, count in counted.items() if count > 1 and key[-1]], model
    unread = Counter(Notification.objects.filter(shown=True, type__startswith="forums.").values_list("user", "type"))
    assert set(unread.values()) <= {1}
    assert not Notification.objects.filter(user__in=strangers, type__startswith="forums.").exists()


@pytest.mark.slow  # 20 s
def test_each_text_of_a_flood_is_refused_with_code_and_field(place, others, teacher, stranger):
    before = list_texts(teacher)
    flood = texts.build_flood(place, 100)
    came = {}
    with time_machine.travel(timezone.now(), tick=False):
        for kind, request in flood:
            came.setdefault(("chat" if "/chat/" in request.path else "forum", kind), []).append(post(request))
    for (where, kind), refusals in came.items():
        assert set(refusals) <= {None, TOO_MANY, *REFUSALS[kind]}, (where, kind)
        if kind in NEVER_WRITTEN:
            assert None not in refusals, (where, kind)
    assert {TOO_MANY, None, *REFUSALS["links"], *REFUSALS["huge"]} <= set().union(*came.values())
    assert REFUSALS["stranger"] == came["forum", "stranger"][:1]
    assert Reply.objects.filter(depth=texts.LEVELS, parent=place.deepest).exists()
    assert list_texts(teacher) == before
    for text in (*Reply.objects.values_list("text", flat=True), *Message.objects.values_list("text", flat=True)):
        assert "\u202e" not in text
        assert "\u200b" not in text
    assert not Reply.objects.filter(text__contains="<script").exists()
    check_everybody_was_told_once(stranger)


@pytest.mark.slow  # 24 s
def test_reports_of_one_and_of_many_texts_hide_nothing(place, others, teacher, admin):
    before = list_texts(teacher)
    SystemSettings.objects.update(reports_per_day=2)
    rows = list(place.discussion.replies.order_by("pk"))
    came = Counter(post(request) for request in reports.build_reports(place, rows, 120))
    assert set(came) == {None, (409, "already_reported", None), (429, "too_many_requests", "id")}
    assert came[None] == TextReport.objects.count() == 40
    assert list_texts(teacher) == before
    assert ModerationCase.objects.values("object_id").distinct().count() == ModerationCase.objects.count()
    check_everybody_was_told_once()
    told = Notification.objects.filter(type="moderation.reported", shown=True)
    assert set(told.values_list("user", flat=True)) == {admin.pk}
    assert told.count() == 1
    assert not Notification.objects.filter(user__in=[teacher, *others]).exists()


def build_work_of_others(place, others, seconds):
    """Requests of people who read and write: lists, a discussion, the room, and one text in ten."""
    bearers = {person.pk: build_bearer(person) for person in others}
    here = (
        "/forums/", f"/discussions/?forum={place.forum.pk}", f"/discussions/{place.discussion.pk}/",
        f"/discussions/{place.discussion.pk}/replies/", f"/chat/rooms/{place.room}/messages/", "/chat/rooms/",
        "/notifications/", "/auth/users/me/",
    )  # fmt: skip
    work = []
    for number in range(round(60 * seconds)):
        person = others[(number + number // 20) % len(others)]
        if number % 20 == 7:
            text = place.build_reply(person, f"<p>Reply {uuid4()}</p>")
        elif number % 20 == 17:
            text = place.build_message(person, f"Message {uuid4()}")
        else:
            work.append(build_request(f"/api/v1{here[number % len(here)]}", bearers[person.pk]))
            continue
        work.append(build_request(text.path, text.headers, method="POST", body=text.body))
    return work


@pytest.mark.slow
@pytest.mark.alone
def test_others_read_and_write_as_before_during_a_flood(processes, place, others, teacher, stranger, admin):
    SystemSettings.objects.update(new_member_texts=0)
    base, process = processes.start_server("web")
    port = int(base.rpartition(":")[2])
    before = list_texts(teacher)
    rows = list(place.discussion.replies.order_by("pk"))
    floods = {
        "texts": [request for _kind, request in texts.build_flood(place, texts.TEXTS)],
        "reports": reports.build_reports(place, rows, reports.REPORTS),
    }
    seen = {}
    for name, flood in floods.items():
        slowdown = measure_slowdown()
        attack = Attack(name, lambda people: None, texts.run)
        result = measure_attack(
            attack, flood, build_work_of_others(place, others, SECONDS), port=port, pid=process.pid, seconds=SECONDS
        )
        seen[name] = (slowdown, result.calm["p95"], result.others["p95"], result.others["statuses"], result.answers)
        print(name, f"{result.seconds:.0f} s", seen[name])
        assert set(result.others["statuses"]) <= {"200", "201"}, seen
        assert not result.server_errors, seen
        assert result.others["p95"] <= MAX_P95_MS * slowdown, seen
        assert set(result.answers) <= {201, 409, 413, 422, 429}, seen
    assert list_texts(teacher) == before
    check_everybody_was_told_once(stranger)
    by_others = Reply.objects.filter(author__in=others)
    assert by_others.exists()
    assert not by_others.exclude(hidden_at=None, deleted_at=None).exists()
    assert set(Notification.objects.filter(type="moderation.reported").values_list("user", flat=True)) == {admin.pk}
