"""The month's budget for SMS stops: exactly, also when several workers send at once. The office hears of it once."""

from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connections

from apps.accounts.queries import list_permission_holders
from apps.core.permissions import Role
from apps.notifications.models import Notification, NotificationLog, SmsMonth
from apps.notifications.services import sms_budget
from apps.settings.models import SystemSettings
from tests import factories
from tests.gamification.helpers import at_once
from tests.notifications import helpers
from tests.notifications.helpers import NOON, log, tell

PRICE, AT_ONCE = 200_00, 4


def alarms(user):
    return sorted(Notification.objects.filter(user=user).values_list("type", flat=True))


def test_used_up_sms_budget_stops_sms_and_notifies_once(parent, manager, work, client_for):
    SystemSettings.objects.update(sms_month_budget=3 * PRICE, sms_part_price=PRICE)
    helpers.with_phone(parent)
    with helpers.at(NOON):
        for _ in range(5):
            tell(parent, channels=["sms"])
        while work():
            pass
        assert sorted(log(parent)) == [("sms", "sent", "")] * 3 + [("sms", "skipped", "budget")] * 2
        assert len(helpers.sms_to(parent)) == 3
        assert alarms(manager) == ["notifications.budget_low", "notifications.budget_used"]
        shown = client_for(manager).get("/notifications/budget/").json
        assert (shown["spent"]["amount"], shown["left"]["amount"], shown["parts"]) == (3 * PRICE, 0, 3)
        assert Notification.objects.filter(user=parent, shown=True).count() == 5
    with helpers.at(NOON.replace(month=10)):
        tell(parent, channels=["sms"])
        work()
    assert len(helpers.sms_to(parent)) == 4
    assert set(SmsMonth.objects.values_list("spent", flat=True)) == {3 * PRICE, PRICE}


def test_long_sms_is_charged_by_parts(parent, work):
    helpers.with_phone(parent)
    with helpers.at(NOON):
        tell(parent, channels=["sms"], data=helpers.OVERDUE | {"title": "Ў" * 150})
        work()
    row = NotificationLog.objects.get()
    assert (row.state, row.parts, row.cost) == ("sent", 4, 4 * PRICE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["one update", "control: look, then write"])
def test_parallel_workers_cannot_overdraw_the_sms_budget(monkeypatch, protected):
    factories.make_branch()
    SystemSettings.objects.get_or_create(pk=1)
    SystemSettings.objects.update(sms_month_budget=2 * PRICE, sms_part_price=PRICE)
    gate = Barrier(AT_ONCE)

    def look_then_write(*, cost, parts, now):
        row, _new = SmsMonth.objects.get_or_create(month=sms_budget.get_budget_month(now))
        try:
            gate.wait(30)
        except BrokenBarrierError:
            pass
        if row.spent + cost > 2 * PRICE:
            return False
        SmsMonth.objects.filter(pk=row.pk).update(spent=row.spent + cost)
        return True

    def send():
        try:
            return sms_budget.charge_sms_budget(cost=PRICE, parts=1, now=NOON)
        finally:
            connections.close_all()

    SmsMonth.objects.create(month=sms_budget.get_budget_month(NOON))
    if not protected:
        monkeypatch.setattr(sms_budget, "charge_sms_budget", look_then_write)
    taken = at_once(*[send] * AT_ONCE).count(True)
    assert (taken <= 2) == protected
    assert (SmsMonth.objects.get().spent == taken * PRICE) == protected


def test_custom_role_with_deliveries_permission_is_notified(db, admin):
    outsider = factories.make_user(Role.TEACHER, "Nodira", "Tosheva")
    assert admin in list_permission_holders("notifications.deliveries")
    assert outsider not in list_permission_holders("notifications.deliveries")
