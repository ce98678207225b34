"""People's lists do not grow for ever: what was read goes after half a year, everything after a year unchanged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.jobs import clean_up
from apps.notifications.models import Notification, NotificationLog
from tests import factories
from tests.notifications import helpers

pytestmark = pytest.mark.django_db


def listed(user):
    return [row["id"] for row in factories.client_for(user).get("/notifications/").json["results"]]


def cleaned_up(days, *notification):
    """So many days after these were told, and read where they were."""
    now = timezone.now()
    then = now - timedelta(days=days)
    rows = Notification.objects.filter(pk__in=[item.pk for item in notification])
    rows.update(created_at=then, updated_at=then)
    rows.filter(read_at__isnull=False).update(read_at=then)
    NotificationLog.objects.filter(notification__in=rows).update(created_at=then)
    clean_up.delete_expired_rows(now)


@pytest.mark.parametrize(("days", "left"), [(179, {"read", "unread", "sent"}), (181, {"unread", "sent"}), (366, set())])
def test_read_notifications_without_deliveries_are_removed_sooner(parent, days, left):
    read, unread = (helpers.tell(parent, "homework.accepted", key=str(number)) for number in range(2))
    sent = helpers.tell(helpers.with_chat(parent), "payments.overdue")
    names = {str(read.pk): "read", str(unread.pk): "unread", str(sent.pk): "sent"}
    NotificationLog.objects.filter(notification__in=[read, unread]).delete()
    assert NotificationLog.objects.filter(notification=sent).exists()
    client = factories.client_for(parent)
    for item in (read, sent):
        client.post(f"/notifications/{item.pk}/mark-read/")
    assert {names[item] for item in listed(parent)} == {"read", "unread", "sent"}
    cleaned_up(days, read, unread, sent)
    assert {names[item] for item in listed(parent)} == left
    assert NotificationLog.objects.filter(notification=sent).exists() == ("sent" in left)


def test_age_of_an_unread_group_is_that_of_its_last_event(teacher):
    renewed, quiet = (helpers.tell(teacher, "homework.submitted", group=group) for group in ("unit 3", "unit 4"))
    then = timezone.now() - timedelta(days=366)
    Notification.objects.update(created_at=then, updated_at=then)
    helpers.tell(teacher, "homework.submitted", group="unit 3")
    removed = clean_up.delete_expired_rows(timezone.now())
    assert removed["notifications.Notification"] == 1
    assert listed(teacher) == [str(renewed.pk)]
    assert not Notification.objects.filter(pk=quiet.pk).exists()
