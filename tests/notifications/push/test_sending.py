"""Messages on their way to browsers: what they see, and what becomes of one that a push service does not take."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.jobs.models import Job
from apps.notifications.job_kinds import TRIES
from apps.notifications.models import Notification, NotificationLog, PushSubscription
from apps.notifications.push import sending
from apps.notifications.services import notify
from tests.notifications import helpers
from tests.notifications.helpers import NIGHT, NOON, log, tell, wants
from tests.notifications.test_digest import digests

PATH = "/notifications/push/subscriptions/"


pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def browser(parent, client_for, service):
    return another(parent, client_for, service)


def another(user, client_for, service):
    browser = service.browser()
    assert client_for(user).post(PATH, browser.body).status == 200
    return browser


def pushed(user):
    return [(state, reason) for channel, state, reason in log(user) if channel == "push"]


@pytest.mark.parametrize(
    ("locale", "title"), [("uz", "Toʻlov muddati oʻtdi"), ("ru", "Платёж просрочен"), ("en", "A payment is overdue")]
)
def test_push_message_is_in_the_users_language(parent, browser, work, locale, title):
    User.objects.filter(pk=parent.pk).update(locale=locale)
    parent.refresh_from_db()
    notification = tell(parent)
    work()
    (shown,) = browser.shown
    assert set(shown.payload) == {"title", "body", "url", "tag", "type"}
    assert (shown.payload["title"], shown.payload["type"]) == (title, "payments.overdue")
    assert "Jasur" in shown.payload["body"]
    assert (shown.payload["url"], shown.payload["tag"]) == (f"/app/messages/{notification.pk}", notification.pk.hex)
    assert (shown.headers["topic"], shown.headers["urgency"]) == (notification.pk.hex, "normal")
    assert 0 < int(shown.headers["ttl"]) <= timedelta(days=7).total_seconds()
    assert pushed(parent) == [("sent", "")]
    assert PushSubscription.objects.get().last_success_at == NOON


def test_push_reaches_every_browser_of_the_user_only(parent, teacher, browser, client_for, service, work):
    second, strange = another(parent, client_for, service), another(teacher, client_for, service)
    tell(parent)
    work()
    assert [len(item.shown) for item in (browser, second, strange)] == [1, 1, 0]


def test_urgent_push_is_sent_in_quiet_hours_and_others_wait(parent, browser, work):
    with helpers.at(NIGHT):
        tell(parent)
        helpers.work()
        assert (browser.shown, pushed(parent)) == ([], [("queued", "")])
    with helpers.at(helpers.MORNING):
        work()
        assert len(browser.shown) == 1
    with helpers.at(NIGHT):
        notify(user=parent, type="security.token_reused", data={"device": "Chrome"})
        work()
    assert [item.headers["urgency"] for item in browser.shown] == ["normal", "high"]


def test_push_is_switched_off_for_one_type(parent, browser, client_for, work):
    wants(parent, "payments.overdue", push=False)
    wants(parent, "payments.due", push=True)
    tell(parent)
    tell(parent, "payments.due")
    work()
    assert [item.payload["type"] for item in browser.shown] == ["payments.due"]
    table = client_for(parent).get("/notifications/preferences/me/").json["types"]
    cells = {line["type"]: cell for line in table for cell in line["channels"] if cell["channel"] == "push"}
    assert cells["payments.overdue"] == {
        "channel": "push", "wanted": False, "own": False, "declared": True, "fixed": False, "offered": True,
        "obstacle": None,
    }  # fmt: skip


def test_no_push_delivery_without_browser_or_key(parent, teacher, browser, work, monkeypatch):
    tell(teacher)
    assert pushed(teacher) == []
    monkeypatch.setattr(django_settings.ENV, "vapid_private_key", "")
    tell(parent)
    work()
    assert (pushed(parent), browser.shown) == ([], [])


def test_push_of_a_group_replaces_the_one_before(parent, browser, work):
    for _ in range(2):
        tell(parent, "homework.submitted", group="unit-3", channels=["in_app", "push"])
    Notification.objects.update(read_at=timezone.now())
    tell(parent, "homework.submitted", group="unit-3", channels=["in_app", "push"])
    work()
    first, second = browser.shown
    assert (first.payload["tag"], len(first.payload["tag"])) == (second.payload["tag"], 32)
    assert "unit-3" not in first.payload["tag"]


@pytest.mark.parametrize("status", [404, 410])
def test_gone_push_subscription_is_deleted(parent, browser, service, work, status):
    service.answers = [(status, {})]
    tell(parent)
    work()
    assert (pushed(parent), PushSubscription.objects.count()) == ([("failed", "gone")], 0)


def test_retry_after_uses_no_attempt_and_repeats_no_browser(parent, browser, client_for, service, work):
    second = another(parent, client_for, service)
    service.answers = [(201, {}), (429, {"Retry-After": "40"})]
    tell(parent)
    work()
    waiting = Job.objects.get(state="queued", kind="notifications.send_push_notification")
    assert (pushed(parent), waiting.failures) == ([("queued", "")], 0)
    assert [len(item.shown) for item in (browser, second)].count(1) == 1
    with helpers.at(NOON + timedelta(seconds=41)):
        work()
    assert (pushed(parent), len(browser.shown), len(second.shown)) == ([("sent", "")], 1, 1)


def test_unavailable_push_service_is_retried_and_partial_delivery_counts_as_sent(
    parent, browser, client_for, service, work
):
    service.answers = [(503, {})] * TRIES
    tell(parent)
    for _ in range(TRIES):
        work()
    assert (pushed(parent), browser.shown) == ([("failed", "unreachable")], [])
    another(parent, client_for, service)
    service.answers = [(201, {}), *[(502, {})] * TRIES]
    notification = tell(parent, "homework.assigned")
    for _ in range(TRIES):
        work()
    row = NotificationLog.objects.get(notification=notification, channel="push")
    assert (row.state, row.reason, len(row.taken_by or [])) == ("sent", "", 1)
    assert PushSubscription.objects.count() == 2


def test_push_subscription_is_deleted_after_repeated_refusals(parent, browser, service, work):
    service.browsers[browser.endpoint.removeprefix(service.origin)].server_key = "another centre's"
    for number in range(sending.MAX_FAILURES):
        assert PushSubscription.objects.get().failures == number
        tell(parent, key=str(number))
        work()
    assert (set(pushed(parent)), PushSubscription.objects.count()) == ({("failed", "refused")}, 0)
    assert service.refused == ["another key"] * sending.MAX_FAILURES


def test_long_push_text_is_cut_and_shortened_again_when_too_large(parent, browser, service, work):
    data = {**helpers.OVERDUE, "title": "Ж" * 1500}
    tell(parent, data=data)
    work()
    (shown,) = browser.shown
    assert (shown.size <= 3072, shown.payload["body"].endswith("…")) == (True, True)
    service.most = shown.size - 200
    tell(parent, data=data, key="again")
    work()
    assert (browser.shown[1].size < service.most, len(service.asked)) == (True, 3)


def test_push_subscription_sealed_with_a_lost_key_is_deleted(parent, browser, work):
    PushSubscription.objects.update(sealed=b"\x00" * 60)
    tell(parent)
    work()
    assert (pushed(parent), PushSubscription.objects.count()) == ([("failed", "gone")], 0)


def test_digest_is_one_push_message(parent, browser, work):
    helpers.with_digest(parent)
    for number in range(3):
        tell(parent, key=str(number))
    with helpers.at(NOON.replace(hour=19, minute=3)):
        digests(work)
    (shown,) = browser.shown
    assert (shown.payload["type"], shown.payload["url"]) == ("notifications.digest", "/app/messages")
    assert shown.payload["body"].count("Jasur") == 3


def test_notify_query_count_does_not_grow_with_browsers(
    parent, browser, client_for, service, django_assert_num_queries
):
    tell(parent, key="0")
    with CaptureQueriesContext(connection) as context:
        tell(parent, key="1")
    cost = len(context)
    for _ in range(4):
        another(parent, client_for, service)
    with django_assert_num_queries(cost):
        tell(parent, key="2")


def test_push_endpoints_and_keys_are_not_logged(parent, browser, service, work, capsys):
    service.answers = [(500, {}), (400, {}), (201, {})]
    for number in range(3):
        tell(parent, key=str(number))
        work()
    work()
    text = "".join(capsys.readouterr()) + str(list(Job.objects.values_list("payload", "reason")))
    assert (browser.endpoint in text, browser.body["keys"]["auth"] in text) == (False, False)
