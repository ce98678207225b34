"""Queries of pay rates and pay months: closed months as stored, open ones as calculated now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.local_days import get_day_bounds, get_today
from apps.core.lookups import filter_given
from apps.core.money import Money
from apps.courses.queries import list_people_within_reach
from apps.payments.models import AccountKind, LedgerAccount, PayEntry, PayMonth, PayOut, PayRate
from apps.payments.queries.earnings import AUTOMATIC_KINDS, calculate_earnings, get_month_end, list_pay_rates
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch

_PAYOUT_PARTS = ("teacher", "branch", "desk", "by", "reversed_by")


@dataclass
class TeacherPay:
    """The pay of one teacher in one branch, currency and month.

    `total` is the sum of `lines`. `balance`: what the centre owes the teacher from closed months less payouts, in all
    branches; negative after an advance. `has_lines`: the lines were requested.
    """

    teacher: User
    branch: Branch
    currency: str
    closed_at: datetime | None = None
    balance: int = 0
    lines: list[PayEntry] = field(default_factory=list)
    has_lines: bool = False

    @property
    def total(self) -> int:
        """The sum of the lines in minor units."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class Payroll:
    """The pay of a month by teachers' names, with totals by currency and the month's payouts."""

    month: date
    rows: list[TeacherPay]
    pay_outs: list[PayOut]

    @property
    def totals(self) -> list[Money]:
        """The totals, one per currency."""
        sums: dict[str, int] = {}
        for row in self.rows:
            sums[row.currency] = sums.get(row.currency, 0) + row.total
        return [Money(amount, currency) for currency, amount in sorted(sums.items())]


def list_managed_pay_branches(user: User) -> QuerySet[Branch]:
    """Return the branches whose pay the user manages."""
    if not has_permission(user, "salaries.manage"):
        return Branch.objects.none()
    return Branch.objects.all() if user.all_branches else Branch.objects.filter(pk__in=list_user_branch_ids(user))


def managed_pay_rates(
    user: User, *, teacher_id: UUID | None = None, branch_id: UUID | None = None, on: date | None = None
) -> QuerySet[PayRate]:
    """Return pay rates in branches whose pay the user manages, filtered by teacher, branch and day."""
    rows = PayRate.objects.filter(branch__in=list_managed_pay_branches(user))
    rows = filter_given(rows, teacher=teacher_id, branch=branch_id, starts_on__lte=on)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)) if on is not None else rows
    return rows.select_related("teacher", "branch", "group", "course")


def managed_payouts(user: User) -> QuerySet[PayOut]:
    """Return payouts of branches whose pay the user manages."""
    rows = PayOut.objects.filter(branch__in=list_managed_pay_branches(user))
    return rows.select_related(*_PAYOUT_PARTS, "transfer")


def visible_earners(user: User) -> QuerySet[User]:
    """Return users whose pay the user sees: their own, and everyone with a rate or entries in managed branches."""
    return User.objects.filter(Q(pk=user.pk) | _is_paid_in_branches(user), erased_at__isnull=True)


def managed_earners(user: User) -> QuerySet[User]:
    """Return users whose pay the user manages: active ones within reach, and everyone paid before in these branches."""
    reachable = list_people_within_reach(user).order_by().values("pk")
    return User.objects.filter(Q(pk__in=reachable) | _is_paid_in_branches(user), erased_at__isnull=True)


def get_first_day_of_current_month() -> date:
    """Return the first day of the current month at the default branch."""
    return get_today(get_default_branch().zone).replace(day=1)


def get_payroll(user: User, month: date, *, branch_id: UUID | None = None, teacher: User | None = None) -> Payroll:
    """Return the month's pay of the teacher, or of everyone whose pay the user sees; in one branch when given.

    The number of queries does not grow with rows.
    """
    arranged = list_managed_pay_branches(user)
    arranged = filter_given(Branch.objects.all() if teacher == user else arranged, pk=branch_id)
    branches = {branch.pk: branch for branch in arranged}
    only = teacher.pk if teacher else None
    rows = _build_rows(month, branches, only)
    for row in rows:
        row.has_lines = teacher is not None
    paid = filter_given(PayOut.objects.filter(branch__in=branches), teacher=only)
    return Payroll(month, rows, _list_month_payouts(paid, month, branches.values()))


def _build_rows(month: date, branches: dict[UUID, Branch], only: UUID | None) -> list[TeacherPay]:
    closed = {
        (row.teacher_id, row.branch_id, row.currency): row.created_at
        for row in filter_given(PayMonth.objects.filter(month=month, branch__in=branches), teacher=only)
    }
    over = {(teacher_id, branch_id) for teacher_id, branch_id, _currency in closed}
    stored = filter_given(PayEntry.objects.filter(month=month, branch__in=branches), teacher=only)
    by_hand = stored.exclude(kind__in=AUTOMATIC_KINDS, closed_in__isnull=True)
    lines = list(by_hand.select_related("lesson", "group", "rate__course", "by").order_by("created_at", "id"))
    lines += [
        line for line in calculate_earnings(month, branches, only) if (line.teacher_id, line.branch_id) not in over
    ]
    keys = {
        *closed,
        *((line.teacher_id, line.branch_id, line.currency) for line in lines),
        *(
            (rate.teacher_id, rate.branch_id, rate.currency)
            for rate in list_pay_rates(month, branches, only)
            if (rate.teacher_id, rate.branch_id) not in over
        ),
    }
    people = User.objects.in_bulk({teacher_id for teacher_id, _branch, _currency in keys})
    balances = _get_balances(people)
    pays = {
        key: TeacherPay(people[key[0]], branches[key[1]], key[2], closed.get(key), balances.get((key[0], key[2]), 0))
        for key in keys
    }
    for line in sorted(lines, key=_sort_key):
        pays[line.teacher_id, line.branch_id, line.currency].lines.append(line)
    return sorted(pays.values(), key=lambda pay: (pay.teacher.full_name, pay.teacher.pk, pay.branch.name, pay.currency))


def _sort_key(line: PayEntry) -> tuple[str, str, str]:
    return line.kind, line.facts.get("day", ""), line.key


def _get_balances(people: Collection[UUID]) -> dict[tuple[UUID, str], int]:
    rows = LedgerAccount.objects.filter(kind=AccountKind.TEACHER, teacher__in=people)
    return {
        (teacher_id, currency): balance
        for teacher_id, currency, balance in rows.values_list("teacher_id", "currency", "balance")
        if teacher_id is not None
    }


def _list_month_payouts(rows: QuerySet[PayOut], month: date, branches: Iterable[Branch]) -> list[PayOut]:
    """Return payouts of the month by the branches' local days, the newest first."""
    zones: dict[str, list[UUID]] = {}
    for branch in branches:
        zones.setdefault(branch.zone, []).append(branch.pk)
    in_month = Q(pk__in=[])
    for zone, ids in zones.items():
        begins, ends = get_day_bounds(month, zone)[0], get_day_bounds(get_month_end(month), zone)[1]
        in_month |= Q(branch__in=ids, created_at__gte=begins, created_at__lt=ends)
    return list(rows.filter(in_month).select_related(*_PAYOUT_PARTS).order_by("-created_at", "-id"))


def _is_paid_in_branches(user: User) -> Q:
    arranged = list_managed_pay_branches(user).values("pk")
    rates = PayRate.objects.filter(teacher=OuterRef("pk"), branch__in=arranged)
    entries = PayEntry.objects.filter(teacher=OuterRef("pk"), branch__in=arranged)
    return Q(Exists(rates)) | Q(Exists(entries))
