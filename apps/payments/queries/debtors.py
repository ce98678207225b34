"""Debtors: pupils with overdue payments."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable

from apps.accounts.models import Guardian, User
from apps.accounts.queries import list_user_branch_ids, search_families
from apps.core.local_days import get_today
from apps.core.lookups import filter_given, get_or_not_found
from apps.core.money import Money
from apps.courses.models import OPEN as OPEN_MEMBERSHIP
from apps.courses.models import Group, Membership
from apps.payments.models import (
    OPEN_STATUSES,
    AccountKind,
    DebtContact,
    LedgerAccount,
    Payment,
    PaymentStatus,
    PromiseState,
)
from apps.settings.models import Branch

ORDERING = (
    "-overdue", "owed", "balance", "since", "payments", "student__first_name", "last_contact_on", "promise_state",
)  # fmt: skip
"""What the list can be ordered by; the largest debt first unless told otherwise."""


@dataclass(frozen=True)
class DebtTotal:
    """The total of all listed debtors in one currency."""

    debtors: int
    overdue: Money
    owed: Money


def list_debtors(
    user: User,
    *,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    currency: str | None = None,
    minimum: int | None = None,
    overdue_since: date | None = None,
    search: str = "",
    teacher_id: UUID | None = None,
    promise: str | None = None,
    promised: bool | None = None,
    no_contact_since: date | None = None,
) -> QuerySet[LedgerAccount]:
    """Return the accounts of pupils with overdue payments in the user's branches, one row per currency, largest debt
    first.

    Annotated with `overdue` and `owed` (minor units), `payments` (overdue ones), `since` (oldest due day),
    `last_contact_on` and `promise_state` (of the newest promise about this debt). `minimum` is for `overdue`,
    `overdue_since` is the latest `since`. `promised` false hides pupils until the day of an open promise;
    `no_contact_since`: nobody spoke with them on this day or later.
    """
    payments = list_open_payments(user).filter(student=OuterRef("student"), currency=OuterRef("currency"))
    payments = filter_given(payments, group=group_id, branch=branch_id)
    if teacher_id is not None:
        taught = Group.objects.filter(Q(lead_teacher=teacher_id) | Q(assistants=teacher_id))
        payments = payments.filter(group__in=taught.values("pk"))
    overdue = payments.filter(status=PaymentStatus.OVERDUE)
    accounts = LedgerAccount.objects.filter(Exists(overdue), kind=AccountKind.STUDENT).annotate(
        overdue=_payment_figure(overdue, Sum("outstanding")),
        owed=_payment_figure(payments, Sum("outstanding")),
        payments=_payment_figure(overdue, Count("pk")),
        since=_payment_figure(overdue, Min("due_on")),
    )
    contacts = list_visible_contacts(user).filter(student=OuterRef("student"), currency=OuterRef("currency"))
    promises = contacts.exclude(promise__in=("", PromiseState.REPLACED)).filter(promised_on__gte=OuterRef("since"))
    accounts = accounts.annotate(
        last_contact_on=Subquery(contacts.order_by("-id").values("on")[:1]),
        promise_state=Subquery(promises.order_by("-id").values("promise")[:1]),
    )
    accounts = filter_given(accounts, promise_state=promise)
    if promised is not None:
        waits = Exists(contacts.filter(_is_promise_ahead()))
        accounts = accounts.filter(waits if promised else ~waits)
    if no_contact_since is not None:
        accounts = accounts.exclude(Exists(contacts.filter(on__gte=no_contact_since)))
    if search:
        accounts = accounts.filter(student__in=search_families(User.objects.all(), search).order_by().values("pk"))
    accounts = filter_given(accounts, currency=currency, overdue__gte=minimum, since__lte=overdue_since)
    return accounts.select_related("student").order_by("-overdue", "pk")


def load_debtor_details(accounts: QuerySet[LedgerAccount], user: User) -> QuerySet[LedgerAccount]:
    """Return the accounts with what a row shows of their pupils, in a fixed number of queries: `debt_guardians`,
    `debt_memberships`, `debt_contact_rows`.
    """
    guardians = Guardian.objects.filter(ended_at__isnull=True, sees_payments=True, parent__is_active=True)
    memberships = Membership.objects.filter(status__in=OPEN_MEMBERSHIP).select_related("group").order_by("id")
    if not user.all_branches:
        memberships = memberships.filter(group__branch__in=list_user_branch_ids(user))
    contacts = list_visible_contacts(user).order_by("-id")
    return accounts.prefetch_related(
        Prefetch("student__guardians", guardians.select_related("parent").order_by("id"), to_attr="debt_guardians"),
        Prefetch("student__memberships", memberships, to_attr="debt_memberships"),
        Prefetch("student__debt_contacts", contacts, to_attr="debt_contact_rows"),
    )


def list_visible_contacts(user: User) -> QuerySet[DebtContact]:
    """Return the contacts of the user's branches that were not withdrawn, with their authors."""
    contacts = DebtContact.objects.filter(withdrawn_at__isnull=True).select_related("by")
    return contacts if user.all_branches else contacts.filter(branch__in=list_user_branch_ids(user))


def get_visible_contact(user: User, student: User, contact_id: UUID) -> DebtContact:
    """Return a contact about the pupil in the user's branches; else NotFound."""
    return get_or_not_found(list_visible_contacts(user).filter(student=student), contact_id)


def get_debt_totals(debtor_accounts: QuerySet[LedgerAccount]) -> list[DebtTotal]:
    """Return the totals of these accounts by currency: one query."""
    figures = {"debtors": Count("pk"), "total_overdue": Sum("overdue"), "total_owed": Sum("owed")}
    sums = debtor_accounts.order_by().values_list("currency").annotate(**figures)
    return [
        DebtTotal(debtors, Money(int(overdue), currency), Money(int(owed), currency))
        for currency, debtors, overdue, owed in sums.order_by("currency")
    ]


@dataclass(frozen=True)
class OutstandingTotal:
    """The outstanding amount in one currency: `overdue` is a part of `owed`."""

    owed: Money
    overdue: Money


def get_outstanding_totals(user: User) -> list[OutstandingTotal]:
    """Return what is owed in the user's branches by currency: one query."""
    by_currency = list_open_payments(user).order_by().values("currency")
    late = Sum("outstanding", filter=Q(status=PaymentStatus.OVERDUE))
    sums = by_currency.annotate(owed=Sum("outstanding"), overdue=late)
    return [
        OutstandingTotal(Money(int(row["owed"]), row["currency"]), Money(int(row["overdue"] or 0), row["currency"]))
        for row in sums.order_by("currency")
    ]


def list_open_payments(user: User) -> QuerySet[Payment]:
    """Return what is owed in the user's branches."""
    payments = Payment.objects.filter(status__in=OPEN_STATUSES).select_related("branch")
    return payments if user.all_branches else payments.filter(branch__in=list_user_branch_ids(user))


def _payment_figure(payments: QuerySet[Payment], what: Combinable) -> Subquery:
    """One figure over the payments of the row's pupil and currency."""
    return Subquery(payments.order_by().values("currency").annotate(figure=what).values("figure"))


def _is_promise_ahead() -> Q:
    """Return the filter of open promises whose day has not come yet in their branch."""
    ahead = Q(pk__in=[])
    for zone in set(Branch.objects.values_list("zone", flat=True)):
        ahead |= Q(branch__zone=zone, promised_on__gt=get_today(zone))
    return ahead & Q(promise=PromiseState.OPEN)
