"""Which browsers take messages: one's own, known by their address, while the sign-in on them lasts."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from apps.accounts.models import EndReason, Session
from apps.accounts.services import sessions
from apps.jobs.clean_up import delete_expired_rows
from apps.notifications.models import PushSubscription
from apps.notifications.push import subscriptions, vapid
from apps.settings.models import AuditLog

KEY, PATH = "/notifications/push/key/", "/notifications/push/subscriptions/"


def test_browser_subscribes_once_per_session(parent, client_for, service):
    phone, laptop = client_for(parent), client_for(parent)
    assert phone.get(KEY).json == {"public_key": service.server_key}
    browser = service.browser()
    first, again = phone.post(PATH, browser.body), phone.post(PATH, browser.body)
    assert (first.status, first.json["id"], first.json["this_device"]) == (200, again.json["id"], True)
    assert AuditLog.objects.filter(action="notifications.push_subscribe").count() == 1
    (seen,) = laptop.get(PATH).json
    assert (seen["id"], seen["this_device"], seen["last_success_at"]) == (first.json["id"], False, None)
    assert browser.endpoint not in str(seen)
    assert laptop.delete(f"{PATH}{seen['id']}/").status == 204
    assert (phone.get(PATH).json, laptop.delete(f"{PATH}{seen['id']}/").status) == ([], 404)


def test_push_endpoint_and_keys_are_stored_sealed(parent, client_for, service):
    browser = service.browser()
    client_for(parent).post(PATH, browser.body)
    row = PushSubscription.objects.get()
    kept = bytes(row.sealed)
    assert browser.endpoint.encode() not in kept
    assert browser.auth not in kept
    assert subscriptions.unseal_subscription(row).endpoint == browser.endpoint
    assert browser.endpoint not in f"{row} {row!r} {subscriptions.unseal_subscription(row)!r}"


def test_browser_of_another_user_moves_to_the_new_user(parent, teacher, client_for, service):
    body, before = service.browser().body, client_for(parent)
    theirs = before.post(PATH, body).json["id"]
    mine = client_for(teacher).post(PATH, body).json["id"]
    assert (before.get(PATH).json, before.delete(f"{PATH}{mine}/").status) == ([], 404)
    assert list(PushSubscription.objects.values_list("user", flat=True)) == [teacher.pk]
    assert mine != theirs


def test_push_subscription_ends_with_its_session(parent, client_for, service):
    phone, laptop, third = (client_for(parent) for _ in range(3))
    for client in (phone, laptop, third):
        assert client.post(PATH, service.browser().body).status == 200
    sessions.end_session(session=phone.session, actor=parent, reason=EndReason.BY_OWNER)
    Session.objects.filter(pk=laptop.session.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert [row["this_device"] for row in third.get(PATH).json] == [True]
    assert PushSubscription.objects.count() == 3
    for gone in (phone, laptop):
        long_ago = timezone.now() - timedelta(days=2)
        ended = {"ended_at": long_ago} if gone is phone else {"expires_at": long_ago}
        Session.objects.filter(pk=gone.session.pk).update(**ended)
    delete_expired_rows(timezone.now())
    assert PushSubscription.objects.get().session_id == third.session.pk


def test_eleventh_push_subscription_replaces_the_oldest(parent, client_for, service, monkeypatch):
    monkeypatch.setattr(subscriptions, "MAX_DEVICES", 3)
    client, bodies = client_for(parent), [service.browser().body for _ in range(4)]
    ids = [client.post(PATH, body).json["id"] for body in bodies[:3]]
    client.post(PATH, bodies[0])
    newest = client.post(PATH, bodies[3]).json["id"]
    assert {row["id"] for row in client.get(PATH).json} == {ids[0], ids[2], newest}


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/x",
        "https://127.0.0.1/x",
        "https://10.20.0.1/x",
        "https://169.254.169.254/latest",
        "https://intranet/x",
        "https://user@push.example.com/x",
        "https://push.example.com:6379/x",
        "ftp://push.example.com/x",
        "x" * 900,
    ],
)
def test_private_push_endpoints_are_refused(parent, client_for, service, monkeypatch, endpoint):
    monkeypatch.setattr(django_settings.ENV, "webhooks_allowed_networks", ["10.20.0.0/16"])
    answer = client_for(parent).post(PATH, {**service.browser().body, "endpoint": endpoint})
    assert (answer.status, list(answer.json["fields"])) == (422, ["endpoint"])
    assert PushSubscription.objects.count() == 0


def _with(**keys):
    return lambda body: {**body, "keys": {**body["keys"], **keys}}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (_with(p256dh="A" * 87), "keys.p256dh"),
        (_with(p256dh="BA"), "keys.p256dh"),
        (_with(p256dh="ж" * 87), "keys.p256dh"),
        (_with(auth="A" * 20), "keys.auth"),
        (_with(auth="!" * 22), "keys.auth"),
        (lambda body: {**body, "endpoint": "https://push.example.com/" + "x" * 1000}, "endpoint"),
        (lambda body: {**body, "user": "me"}, "user"),
    ],
    ids=["no point", "too short", "no base64", "auth too short", "auth no base64", "too long", "unknown"],
)
def test_invalid_push_subscription_names_the_field(parent, client_for, service, changed, field):
    answer = client_for(parent).post(PATH, changed(service.browser().body))
    assert (answer.status, list(answer.json["fields"])) == (422, [field])


def test_subscribing_is_refused_without_a_vapid_key(parent, client_for, service, monkeypatch):
    client = client_for(parent)
    mine = client.post(PATH, service.browser().body).json["id"]
    monkeypatch.setattr(django_settings.ENV, "vapid_private_key", "")
    assert (client.get(KEY).json, vapid.is_set_up()) == ({"public_key": None}, False)
    refused = client.post(PATH, service.browser().body)
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert client.delete(f"{PATH}{mine}/").status == 204
