"""What a billing run or a new payment schedule will bill, before anything is written; and the check that it is still
so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, ErrorCode
from apps.core.money import Money
from apps.courses.models import Group, Membership
from apps.payments.services import billing, monthly_billing, repricing
from apps.payments.services.billing import BillingPlan, Skip
from apps.payments.services.payments_due import NewPayment
from apps.payments.services.repricing import PeriodChange

PREVIEW_CHANGED = _("This has changed since the preview: %(payments)d payments now. Look at the preview again.")


@dataclass(frozen=True)
class GroupPreview:
    """The payments that a group will get; `existing`: memberships that were billed already."""

    group: Group
    new_payments: Sequence[NewPayment]
    existing: int
    skipped: Sequence[tuple[Skip, Membership]]
    changes: Sequence[PeriodChange] = ()

    @property
    def totals(self) -> list[Money]:
        """Return the sums of the new payments by currency."""
        return _sum_by_currency((bill.currency, bill.amount) for bill in self.new_payments)


@dataclass(frozen=True)
class ExpectedBilling:
    """What a preview showed: the number of new payments, and their sums by currency."""

    payments: int
    totals: Mapping[str, int]


@dataclass(frozen=True)
class BillingPreview:
    """What will be billed, by group. `month`: its first day; None for a schedule, which may bill several."""

    groups: Sequence[GroupPreview]
    month: date | None = None

    @property
    def payments(self) -> int:
        """Return how many payments will be created."""
        return sum(len(preview.new_payments) for preview in self.groups)

    @property
    def totals(self) -> list[Money]:
        """Return the sums of the new payments by currency."""
        return _sum_by_currency((money.currency, money.amount) for group in self.groups for money in group.totals)

    @property
    def standing(self) -> int:
        """Return how many memberships were billed already."""
        return sum(preview.existing for preview in self.groups)

    @property
    def skipped(self) -> dict[Skip, list[Membership]]:
        """Return the memberships that get no payment, by reason."""
        by_reason: dict[Skip, list[Membership]] = {}
        for preview in self.groups:
            for reason, membership in preview.skipped:
                by_reason.setdefault(reason, []).append(membership)
        return by_reason

    @property
    def repriced(self) -> int:
        """Return how many existing payments get another amount."""
        return sum(change.wanted != change.charged for preview in self.groups for change in preview.changes)

    @property
    def repriced_by(self) -> list[Money]:
        """Return by how much existing payments change, by currency."""
        changes = [change for preview in self.groups for change in preview.changes]
        return _sum_by_currency((change.payment.currency, change.wanted - change.charged) for change in changes)


def preview_month(*, month: date, groups: QuerySet[Group]) -> BillingPreview:
    """Return what `monthly_billing.bill_month` will create for the month that begins on `month`."""
    previews = []
    for group_id in monthly_billing.list_group_ids_to_bill(month, groups):
        group = billing.find_group_with_prices(group_id)
        if group is not None:
            schedules = billing.list_payment_schedules(group_id)
            previews.append(_build_group_preview(group, billing.plan_month_payments(group, schedules, month)))
    return BillingPreview(previews, month)


def preview_repricing(*, group_id: UUID, since: date) -> BillingPreview:
    """Return what repricing of the group by current prices since that day will create and change."""
    plan = repricing.plan_repricing(group_id=group_id, since=since, use_current_prices=True)
    if plan is None:
        return BillingPreview([])
    return BillingPreview([_build_group_preview(plan.group, plan.missing, plan.changes)])


def check_expected(preview: BillingPreview, expected: ExpectedBilling | None) -> None:
    """Raise Conflict `preview_changed` when the preview does not show what is expected; None expects nothing."""
    if expected is None:
        return
    totals = {money.currency: money.amount for money in preview.totals}
    if (preview.payments, totals) != (expected.payments, dict(expected.totals)):
        raise Conflict(PREVIEW_CHANGED % {"payments": preview.payments}, code=ErrorCode.PREVIEW_CHANGED)


def _build_group_preview(group: Group, plan: BillingPlan, changes: Sequence[PeriodChange] = ()) -> GroupPreview:
    return GroupPreview(group, plan.new_payments, plan.counts.existing, plan.skipped, changes)


def _sum_by_currency(parts: Iterable[tuple[str, int]]) -> list[Money]:
    sums: Counter[str] = Counter()
    for currency, amount in parts:
        sums[currency] += amount
    return [Money(amount, currency) for currency, amount in sorted(sums.items()) if amount]
