"""What happens is emitted in its own transaction: to whoever listens, without names, at the price of one query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.outgoing_events import get_webhook_event_classes, publish_webhook_event
from apps.core.uow import OutsideUnitOfWork, unit_of_work
from apps.gamification.services.awards import award_coins
from apps.gamification.webhook_events import CoinsChanged
from apps.jobs.models import Job
from apps.webhooks import delivery_queue, queries
from apps.webhooks.models import Webhook, WebhookDelivery
from tests.webhooks.webhook_helpers import happen, make

URL = "https://crm.example.uz/talim"


@pytest.fixture
def everything(admin):
    """A webhook that listens to all there is."""
    return make(admin, URL, *queries.list_subscribable_event_types())[0]


def heard():
    """The types of what waits, oldest first."""
    return list(WebhookDelivery.objects.order_by("id").values_list("type", flat=True))


@pytest.mark.parametrize("event", get_webhook_event_classes().values(), ids=lambda item: item.type)
def test_every_event_type_has_a_valid_example_and_a_description(event):
    assert event(**event.example).to_json() == event.example
    assert event.__doc__
    assert set(event.example) == set(event.model_fields)


def test_changes_of_users_and_memberships_are_published_without_names(everything, admin, group, client_for):
    client = client_for(admin)
    made = client.post("/auth/users/", {"first_name": "Kamola", "role": "student", "email": "kamola@example.uz"})
    assert made.status == 201, made.json
    person = made.json["id"]
    joined = client.post(f"/courses/groups/{group.pk}/members/", {"student": person})
    assert joined.status == 201, joined.json
    assert client.patch(f"/auth/users/{person}/", {"last_name": "Yusupova"}).status == 200
    assert client.post(f"/courses/groups/{group.pk}/members/{joined.json['id']}/end/", {}).status == 200
    assert client.post(f"/auth/users/{person}/deactivate/").status == 200
    deliveries = WebhookDelivery.objects.order_by("id")
    expected = ["user.created", "membership.started", "user.changed", "membership.ended", "user.left"]
    assert [item.type for item in deliveries if person in item.data.values()] == expected
    written = str(list(deliveries.values_list("data", flat=True)))
    assert [word for word in ("Kamola", "Yusupova", "kamola@", "Jasur") if word in written] == []


def test_awarded_coins_are_published(everything, pupil):
    assert award_coins(student=pupil, cause="manual:1", amount=5, reason="test") == 5
    [delivery] = WebhookDelivery.objects.filter(type="coins.changed")
    assert delivery.data == {"student": str(pupil.pk), "amount": 5, "balance": 5, "cause": "manual:1"}


def test_event_without_a_webhook_costs_one_query_and_writes_nothing(admin):
    with CaptureQueriesContext(connection) as quiet, unit_of_work():
        pass
    with CaptureQueriesContext(connection) as asked:
        happen(*range(50))
    assert len(asked) == len(quiet) + 1
    make(admin, URL, "payment.paid")
    happen()
    make(admin, URL, "coins.changed")
    Webhook.objects.update(active=False, off_reason="by_hand")
    happen()
    assert (heard(), Job.objects.filter(kind="webhooks.deliver").count()) == ([], 0)


def test_two_and_twenty_events_need_the_same_number_of_queries(admin):
    make(admin, URL)
    costs = []
    for number in (2, 20):
        with CaptureQueriesContext(connection) as asked:
            happen(*range(number))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert (len(heard()), Job.objects.filter(kind="webhooks.deliver").count()) == (22, 22)


def test_rolled_back_event_is_not_delivered(admin):
    make(admin, URL)
    with pytest.raises(ZeroDivisionError), unit_of_work():
        happen()
        raise ZeroDivisionError
    assert heard() == []
    with unit_of_work():
        with pytest.raises(ZeroDivisionError), unit_of_work():
            happen(1)
            raise ZeroDivisionError
        happen(2)
    assert WebhookDelivery.objects.get().data["amount"] == 2
    with pytest.raises(OutsideUnitOfWork):
        publish_webhook_event(CoinsChanged(**CoinsChanged.example))


def test_failure_to_queue_a_delivery_rolls_nothing_else_back(admin, pupil, monkeypatch):
    make(admin, URL)
    monkeypatch.setattr(delivery_queue, "DELIVER_JOB", "webhooks.no_such_kind")
    assert award_coins(student=pupil, cause="manual:1", amount=5, reason="test") == 5
    assert heard() == []
