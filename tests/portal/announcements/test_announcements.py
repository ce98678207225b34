"""An announcement reaches each of its people once, in their language, now or at its time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.notifications.models import Announcement, Notification
from apps.portal.audiences import list_recent_announcements
from apps.portal.services import announcements
from apps.settings.models import AuditLog
from tests.portal.announcements.announcement_helpers import (
    PATH,
    build_announcement,
    list_notified_users,
    make_jobs_due,
    post_announcement,
    run_announcement_jobs,
    sort_by_id,
)

BOTH = ["pupils", "parents"]


def test_each_recipient_gets_it_once_in_their_language(
    group, other_group, teacher, pupil, second_pupil, family, client_for
):
    User.objects.filter(pk=pupil.pk).update(locale="ru")
    words = {"title": {"uz": "Bayram", "en": "Holiday"}, "text": {"ru": "<b>Урока нет</b>", "en": "No lesson"}}
    made = post_announcement(client_for(teacher), group, audience=BOTH, **words)
    assert (made.status, made.json["state"], made.json["channels"]) == (201, "scheduled", ["in_app"]), made.json
    run_announcement_jobs()
    assert list_notified_users() == sort_by_id(pupil, second_pupil, family)
    rows = client_for(pupil).get("/notifications/").json["results"]
    (row,) = [row for row in rows if row["type"] == "announcement.published"]
    assert (row["data"]["title"], row["text"]) == ("Bayram", "<b>Урока нет</b>")
    for language, text in {"en": "No lesson", "ru": "<b>Урока нет</b>", "uz": "<b>Урока нет</b>"}.items():
        User.objects.filter(pk=family.pk).update(locale=language)
        (shown,) = client_for(family).get("/notifications/").json["results"]
        assert shown["text"] == text
    (listed,) = client_for(teacher).get(PATH).json["results"]
    assert (listed["state"], listed["reached"]) == ("sent", 3)
    assert AuditLog.objects.get(action="announcements.create").actor == teacher


def test_group_stream_has_the_announcement(group, teacher, family, client_for):
    client = client_for(teacher)
    post_announcement(client, group)
    post_announcement(client, group, audience=["parents"], title={"en": "For parents"})
    run_announcement_jobs()
    (event,) = StreamEvent.objects.filter(stream_id=get_group_stream(group.pk), type="announcement.published")
    assert event.data["title"] == {"uz": "", "ru": "", "en": "Holiday"}
    assert event.data["author"] == teacher.full_name
    assert list_recent_announcements("group", group.pk) == [event.data]


def test_many_recipients_are_notified_in_batches(group, teacher, pupil, second_pupil, monkeypatch, client_for):
    monkeypatch.setattr(announcements, "BATCH_SIZE", 1)
    post_announcement(client_for(teacher), group)
    assert run_announcement_jobs() == 3
    assert list_notified_users() == sort_by_id(pupil, second_pupil)
    assert Announcement.objects.get().reached == 2


def test_scheduled_announcement_waits_and_can_be_cancelled(group, teacher, pupil, client_for):
    client, at = client_for(teacher), timezone.now() + timedelta(hours=2)
    first, second = (post_announcement(client, group, send_at=at.isoformat()).json["id"] for _ in range(2))
    assert run_announcement_jobs() == 0
    for _ in range(2):
        cancelled = client.post(f"{PATH}{first}/cancel/").json
        assert (cancelled["state"], cancelled["target_name"]) == ("cancelled", group.name)
    make_jobs_due()
    run_announcement_jobs()
    assert {row.data["announcement"] for row in Notification.objects.filter(user=pupil)} == {second}
    assert client.post(f"{PATH}{second}/cancel/").status == 409
    assert client.get(PATH, {"state": "cancelled"}).json["count"] == 1
    assert AuditLog.objects.filter(action="announcements.cancel").count() == 1


def test_idempotency_key_announces_once(group, teacher, client_for):
    client, key = client_for(teacher), str(uuid4())
    first, second = (post_announcement(client, group, key=key) for _ in range(2))
    assert (first.status, first.json) == (201, second.json)
    assert post_announcement(client, group, key=key, text={"en": "Other"}).json["code"] == "idempotency_key_reused"
    assert client.post(PATH, build_announcement(group)).json["code"] == "idempotency_key_required"
    assert Announcement.objects.count() == 1


INVALID = {
    "send_at": (timedelta(seconds=-1), timedelta(days=60, minutes=1)),
    "title": ({"en": " "}, {"en": "Two\nlines"}),
    "text": ({}, {"ru": "я" * 1000}),
    "audience": ([],),
    "object_id": (None, str(uuid4())),
}


@pytest.mark.parametrize(("field", "place"), [(key, place) for key in INVALID for place in range(len(INVALID[key]))])
def test_invalid_announcements_are_refused(group, teacher, client_for, field, place):
    value = INVALID[field][place]
    value = (timezone.now() + value).isoformat() if field == "send_at" else value
    answer = post_announcement(client_for(teacher), group, **{field: value})
    assert (answer.status, list(answer.json["fields"])) == (422, [field]), answer.json
    assert not Announcement.objects.exists()


def test_longest_announcement_fits_the_stream(group, teacher, pupil, client_for):
    text, title = dict.fromkeys(("uz", "ru", "en"), "я" * 999), dict.fromkeys(("uz", "ru", "en"), "я" * 120)
    assert post_announcement(client_for(teacher), group, text=text, title=title).status == 201
    run_announcement_jobs()
    assert pupil in list_notified_users()


def test_list_takes_the_same_queries_for_few_and_many(group, teacher, client_for):
    client, asked = client_for(teacher), []
    for more in (2, 18):
        for _ in range(more):
            post_announcement(client, group)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PATH).status == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_former_and_deactivated_users_are_not_notified(group, teacher, pupil, second_pupil, client_for):
    group.memberships.filter(student=pupil).update(status="left", left_on="2026-10-01")
    User.objects.filter(pk=second_pupil.pk).update(is_active=False)
    post_announcement(client_for(teacher), group)
    run_announcement_jobs()
    assert list_notified_users() == []


def test_too_long_text_for_sms_is_refused(group, manager, client_for):
    words = {"text": {"en": "No lesson.", "ru": "\u044f" * 900}}
    refused = post_announcement(client_for(manager), group, channels=["sms"], **words)
    assert (refused.status, list(refused.json["fields"])) == (422, ["text"])
    assert post_announcement(client_for(manager), group, channels=["telegram"], **words).status == 201
    assert post_announcement(client_for(manager), group, channels=["sms"]).status == 201
