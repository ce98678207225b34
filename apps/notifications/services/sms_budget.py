"""The monthly budget for SMS notifications: charged before an SMS is sent, released when it was not sent.

One conditional UPDATE charges it, so two workers cannot overdraw it.
"""

from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from apps.accounts.queries import list_permission_holders
from apps.core.local_days import get_local_day
from apps.core.money import Money
from apps.notifications.models import SmsMonth
from apps.notifications.services.creation import notify
from apps.settings.models import SystemSettings
from apps.settings.queries import get_default_branch, get_system_settings

WARN_PERCENT = 80
BUDGET_LOW, BUDGET_USED = "notifications.budget_low", "notifications.budget_used"


def get_budget_month(moment: datetime) -> date:
    """Return the first day of the month that contains the moment, in the zone of the default branch."""
    return get_local_day(moment, get_default_branch().zone).replace(day=1)


def charge_sms_budget(*, cost: int, parts: int, now: datetime) -> bool:
    """Charge the cost of one SMS to the month's budget; return False when it is not left. Inside a unit of work.

    Notifies the office once a month at 80 percent, and once when the budget is used up; never when the budget is 0.
    """
    rules, month = get_system_settings(), get_budget_month(now)
    SmsMonth.objects.bulk_create([SmsMonth(month=month)], ignore_conflicts=True)
    open_month = SmsMonth.objects.filter(month=month, spent__lte=rules.sms_month_budget - cost)
    if not open_month.update(spent=F("spent") + cost, parts=F("parts") + parts, updated_at=timezone.now()):
        _notify_office(BUDGET_USED, month, rules)
        return False
    spent = SmsMonth.objects.values_list("spent", flat=True).get(month=month)
    if spent * 100 >= rules.sms_month_budget * WARN_PERCENT > (spent - cost) * 100:
        _notify_office(BUDGET_LOW, month, rules)
    return True


def release_sms_budget(*, cost: int, parts: int, charged_at: datetime) -> None:
    """Return the cost of an SMS that was certainly not sent."""
    adjust_sms_budget(extra_cost=-cost, extra_parts=-parts, charged_at=charged_at)


def adjust_sms_budget(*, extra_cost: int, extra_parts: int, charged_at: datetime) -> None:
    """Add the difference to what the provider counts, in the month in which it was charged."""
    if extra_cost or extra_parts:
        row = SmsMonth.objects.filter(
            month=get_budget_month(charged_at), spent__gte=-extra_cost, parts__gte=-extra_parts
        )
        row.update(spent=F("spent") + extra_cost, parts=F("parts") + extra_parts, updated_at=timezone.now())


def _notify_office(type_: str, month: date, rules: SystemSettings) -> None:
    if not rules.sms_month_budget:
        return
    data = {"month": f"{month:%Y-%m}", "budget": Money(rules.sms_month_budget, rules.currency).format()}
    for person in list_permission_holders("notifications.deliveries"):
        notify(user=person, type=type_, data=data, key=data["month"])
