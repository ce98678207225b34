"""The office sees what went out to people within its reach, and sends again what did not."""

from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connections
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.notifications.models import NotificationLog
from apps.notifications.services import deliveries
from apps.settings.models import Branch
from tests.gamification.helpers import at_once
from tests.notifications import helpers
from tests.notifications.helpers import NOON, log, tell
from tests.query_counts import check_same_queries

LIST = "/notifications/deliveries/"


def failed(user):
    """A delivery that failed."""
    tell(user, "payments.due")
    row = NotificationLog.objects.get(user=user, channel="telegram")
    NotificationLog.objects.filter(pk=row.pk).update(state="failed", reason="unreachable")
    return row


def ids(answer):
    return [row["id"] for row in answer.json["results"]]


def test_deliveries_list_filters(admin, pupil, parent, bot, client_for):
    helpers.with_chat(pupil)
    broken = failed(pupil)
    tell(parent, "payments.due")
    client = client_for(admin)
    assert len(ids(client.get(LIST))) == 2
    for query in ({"state": "failed"}, {"user": str(pupil.pk)}, {"state": "failed", "channel": "telegram"}):
        assert ids(client.get(LIST, query)) == [str(broken.pk)]
    assert len(ids(client.get(LIST, {"reason": "not_joined"}))) == 1
    for query in (
        {"channel": "sms"},
        {"reason": "no_address"},
        {"type": "payments.overdue"},
        {"since": "2090-01-01T00:00:00Z"},
    ):
        assert ids(client.get(LIST, query)) == []
    (row,) = client.get(LIST, {"state": "skipped"}).json["results"]
    assert (row["reason"], row["why"]) == ("not_joined", "The user has never signed in. Invite them")
    assert client.get(LIST, {"state": "lost"}).status == 422


def test_manager_sees_deliveries_of_own_branches_only(manager, teacher, pupil, other_pupil, group, client_for):
    Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.set([group.branch])
    near, far = failed(pupil), failed(other_pupil)
    client = client_for(manager)
    assert ids(client.get(LIST)) == [str(near.pk)]
    assert client.post(f"{LIST}{far.pk}/retry/").status == 404
    assert client.post(f"{LIST}{near.pk}/retry/").status == 200
    for person in (teacher, pupil):
        assert client_for(person).get(LIST).status == 403


def test_only_failed_or_skipped_deliveries_can_be_retried(admin, pupil, bot, work, client_for):
    helpers.with_chat(pupil)
    with helpers.at(NOON):
        row = failed(pupil)
        work()
        client = client_for(admin)
        assert client.post(f"{LIST}{row.pk}/retry/").json["state"] == "queued"
        assert client.post(f"{LIST}{row.pk}/retry/").status == 409
        work()
        assert (log(pupil), len(bot.sent)) == ([("telegram", "sent", "")], 1)
        assert client.post(f"{LIST}{row.pk}/retry/").status == 409


def test_retry_is_refused_after_an_sms_fallback(admin, parent, bot, client_for):
    helpers.with_phone(parent)
    tell(parent)
    row = NotificationLog.objects.get(channel="telegram")
    answer = client_for(admin).post(f"{LIST}{row.pk}/retry/")
    assert (answer.status, answer.json["detail"]) == (409, "An SMS was sent instead.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_parallel_retries_send_once(admin, pupil, monkeypatch, protected):
    row, gate, holds = failed(pupil), Barrier(2), deliveries.get_lifetime

    def together(type_):
        try:
            gate.wait(1 if protected else 30)
        except BrokenBarrierError:
            pass
        return holds(type_)

    def click():
        try:
            deliveries.retry_delivery(actor=admin, delivery=row)
        except Conflict:
            return False
        finally:
            connections.close_all()
        return True

    monkeypatch.setattr(deliveries, "get_lifetime", together)
    if not protected:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    assert (at_once(click, click).count(True) == 1) == protected


def test_the_list_costs_the_same_for_few_and_many(admin, parent, bot, client_for):
    client = client_for(admin)
    check_same_queries(lambda: tell(parent, "payments.due"), lambda: ids(client.get(LIST, {"limit": 100})))
