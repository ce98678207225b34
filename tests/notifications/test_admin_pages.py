"""Administrators look at messages in Django's admin: a chart of the last days, and the log, which nobody changes."""

import json

import pytest
from django.utils.html import escape
from django.utils.translation import override

from apps.notifications.charts import build_deliveries_chart
from apps.notifications.models import DeliveryState, NotificationLog
from tests import factories
from tests.notifications import helpers
from tests.notifications.helpers import NOON, tell


@pytest.fixture
def browser(admin):
    return factories.browser_of(admin)


def test_deliveries_chart_counts_by_day_and_state(parent, browser):
    for day in (3, 5, 5, 7):
        with helpers.at(NOON.replace(day=day)):
            tell(parent, "payments.due")
    with helpers.at(NOON), override("en"):
        chart = build_deliveries_chart()
        (skipped,) = [
            bar for bar in json.loads(chart["data"])["datasets"] if bar["label"] == str(DeliveryState.SKIPPED.label)
        ]
        assert (sum(skipped["data"]), skipped["data"][-5:]) == (4, [1, 0, 2, 0, 1])
        assert escape(chart["title"]) in browser.get("/admin/", headers={"Accept-Language": "en"}).content.decode()


@pytest.mark.parametrize("name", ["notificationlog", "smsmonth", "messagesettings", "notificationpreference"])
def test_admin_pages_are_read_only(parent, browser, name):
    tell(parent)
    page = browser.get(f"/admin/notifications/{name}/", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert (name == "notificationlog") == ("The user has no address for this channel" in page.content.decode())
    assert browser.get(f"/admin/notifications/{name}/add/").status_code == 403
    row = NotificationLog.objects.first()
    assert row is not None
    assert browser.get(f"/admin/notifications/notificationlog/{row.pk}/change/").status_code == 200
