"""The month's budget for SMS of notifications: taken before an SMS is handed over, given back when none went out.

One conditional UPDATE takes, so that no two workers can overdraw it together.
"""

from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import local_day
from apps.core.money import Money
from apps.core.permissions import OFFICE
from apps.notifications.models import SmsMonth
from apps.notifications.services.creation import notify
from apps.settings.models import SystemSettings
from apps.settings.queries import default_branch, system

WARN_PERCENT = 80
BUDGET_LOW, BUDGET_USED = "notifications.budget_low", "notifications.budget_used"


def get_budget_month(moment: datetime) -> date:
    """The first day of the month in which the moment lies, where the default branch is."""
    return local_day(moment, default_branch().zone).replace(day=1)


def charge_sms_budget(*, cost: int, parts: int, now: datetime) -> bool:
    """Take the cost of one SMS from the month's budget; False when that is not left. Inside a unit of work.

    The office hears once a month that little is left, and once that nothing is; not where there is no budget at all.
    """
    rules, month = system(), get_budget_month(now)
    SmsMonth.objects.bulk_create([SmsMonth(month=month)], ignore_conflicts=True)
    left = SmsMonth.objects.filter(month=month, spent__lte=rules.sms_month_budget - cost)
    if not left.update(spent=F("spent") + cost, parts=F("parts") + parts, updated_at=timezone.now()):
        _notify_office(BUDGET_USED, month, rules)
        return False
    spent = SmsMonth.objects.values_list("spent", flat=True).get(month=month)
    if spent * 100 >= rules.sms_month_budget * WARN_PERCENT > (spent - cost) * 100:
        _notify_office(BUDGET_LOW, month, rules)
    return True


def release_sms_budget(*, cost: int, parts: int, taken_at: datetime) -> None:
    """The SMS has certainly not gone out."""
    adjust_sms_budget(cost=-cost, parts=-parts, taken_at=taken_at)


def adjust_sms_budget(*, cost: int, parts: int, taken_at: datetime) -> None:
    """The provider counts otherwise: so much more, or less, in the month in which it was taken."""
    if cost or parts:
        row = SmsMonth.objects.filter(month=get_budget_month(taken_at), spent__gte=-cost, parts__gte=-parts)
        row.update(spent=F("spent") + cost, parts=F("parts") + parts, updated_at=timezone.now())


def list_delivery_viewers() -> list[User]:
    """Active people who see what went out."""
    staff = User.objects.filter(Q(role__in=OFFICE) | Q(own_role__isnull=False), is_active=True)
    people = staff.select_related("own_role").order_by("id")
    return [person for person in people if "notifications.deliveries" in person.permission_set]


def _notify_office(type_: str, month: date, rules: SystemSettings) -> None:
    if not rules.sms_month_budget:
        return
    data = {"month": f"{month:%Y-%m}", "budget": Money(rules.sms_month_budget, rules.currency).words()}
    for person in list_delivery_viewers():
        notify(user=person, type=type_, data=data, key=data["month"])
