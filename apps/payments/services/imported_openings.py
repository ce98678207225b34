"""Opening balances and prepaid periods in an import of pupils: its extra columns (`import_columns`)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.access import get_branch_for_new_objects, has_permission
from apps.accounts.models import User
from apps.core.money import Money
from apps.core.stored_messages import FormattedMessage
from apps.core.validators import InvalidValue
from apps.courses.models import Group, ImportRow, Membership
from apps.courses.services.imports import values
from apps.courses.services.imports.extra_columns import UndoneExtras
from apps.courses.services.imports.pupil_rows import ImportedPupil
from apps.payments.access_conflicts import OWN_FAMILY, list_own_family
from apps.payments.models import (
    OPEN_STATUSES,
    OPENING,
    AccountKind,
    OpeningBalance,
    OpeningSide,
    Payment,
    PaymentKind,
    PaymentSchedule,
    PrepaidPeriod,
    PriceOverride,
    ProviderTransaction,
    Settlement,
)
from apps.payments.services import billing, locks, opening_balances, prepaid_periods
from apps.payments.services.balance_cells import parse_lessons_left, parse_signed_sum
from apps.payments.services.opening_balances import NewOpeningBalance
from apps.payments.services.prepaid_periods import NewPrepaidPeriod
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings

T = TypeVar("T")

PERMISSION = "payments.open_balances"
BALANCE, DEBT, PAID_UNTIL, LESSONS_LEFT = "balance", "debt", "paid_until", "lessons_left"
BOTH_DIFFER = _("The balance and the debt of this row do not agree.")
OPENED_OTHERWISE = _("This pupil has another opening balance already: %(amount)s.")
PREPAID_OTHERWISE = _("This pupil has another day or number of lessons in this group already.")
ONE_GROUP = _("Name exactly one group in a row with paid days or lessons left.")
DAY_OR_LESSONS = _("Give either a day or a number of lessons.")
NO_REVERSAL = _("You have no permission to take opening balances back.")
WAS_USED = _("The opening balance was used or changed after the import and was kept.")
BOOKS_NAME_PERSON = _("The opening balance was taken back; the person stays, because the books name them.")


@dataclass
class _Facts:
    """What one row says: a signed balance in minor units, and what is paid in one group."""

    balance: int = 0
    prepaid: NewPrepaidPeriod | None = None
    paid: tuple[Any, int | None] | None = None
    opening: NewOpeningBalance | None = None


class OpeningsPlanner:
    """The planner of one import (`extra_columns.ExtraPlanner`). Amounts are in the centre's currency."""

    def __init__(self, actor: User, branch: Branch | None) -> None:
        self.actor, self.branch = actor, branch
        self.currency = get_system_settings().currency
        self.rows: dict[int, _Facts] = {}
        self.accepted: dict[int, _Facts] = {}
        self.opened: dict[UUID, int] = {}
        self.prepaid: dict[UUID, tuple[Any, int | None]] = {}
        self.schedules: dict[UUID, list[PaymentSchedule]] = defaultdict(list)
        self.own_family: set[UUID] = set()

    def load(self, people: Collection[UUID], groups: Collection[Group]) -> None:
        """Load opening balances and prepaid periods of these people, and how these groups pay."""
        balances = OpeningBalance.objects.filter(
            student__in=people, currency=self.currency, reversed_at__isnull=True
        ).values_list("student", "side", "amount")
        for student, side, amount in balances:
            self.opened[student] = amount if side == OpeningSide.CREDIT else -amount
        periods = PrepaidPeriod.objects.filter(membership__student__in=people)
        for membership, paid_until, lessons in periods.values_list("membership", "paid_until", "lessons_left"):
            self.prepaid[membership] = (paid_until, lessons)
        rows = PaymentSchedule.objects.filter(group__in=[group.pk for group in groups]).order_by("valid_from")
        for schedule in rows:
            self.schedules[schedule.group_id].append(schedule)
        self.own_family = _list_refused_family(self.actor)

    def parse_row(self, pupil: ImportedPupil, cells: Mapping[str, str]) -> None:
        """Parse the balance and what is paid."""
        facts = self.rows[pupil.row_number] = _Facts()
        balance = _parse(pupil, BALANCE, lambda text: parse_signed_sum(text, self.currency), cells)
        debt = _parse(pupil, DEBT, lambda text: abs(parse_signed_sum(text, self.currency)), cells)
        facts.balance = (balance or 0) if debt is None else -debt
        if balance is not None and debt is not None and (balance != -debt if debt else balance < 0):
            pupil.add_error(DEBT, BOTH_DIFFER)
        if balance is not None and debt == 0:
            facts.balance = balance
        day = _parse(pupil, PAID_UNTIL, values.parse_day, cells)
        lessons = _parse(pupil, LESSONS_LEFT, parse_lessons_left, cells) or None
        if day is not None and lessons is not None:
            pupil.add_error(LESSONS_LEFT, DAY_OR_LESSONS)
        facts.paid = (day, lessons) if day is not None or lessons is not None else None

    def check_row(self, pupil: ImportedPupil, person: User, memberships: Sequence[Membership]) -> None:
        """Check that nothing is opened twice or otherwise, that the group pays so, and for the actor's own family."""
        facts = self.rows[pupil.row_number]
        known = self.opened.get(person.pk)
        if facts.balance and known is not None and known != facts.balance:
            message = FormattedMessage(OPENED_OTHERWISE, amount=Money(known, self.currency).format())
            pupil.add_error(BALANCE, message)
        if facts.paid is not None:
            self._check_paid(pupil, facts.paid, memberships)
        if (facts.balance or facts.paid) and person.pk in self.own_family:
            pupil.add_error(BALANCE if facts.balance else PAID_UNTIL, OWN_FAMILY)

    def add_row(self, pupil: ImportedPupil, person: User, memberships: Sequence[Membership]) -> bool:
        """Accept the row; False when all of it is known."""
        facts = self.rows[pupil.row_number]
        if facts.balance and person.pk not in self.opened:
            self.opened[person.pk] = facts.balance
            group = memberships[0].group if memberships else None
            facts.opening = NewOpeningBalance(
                student=person,
                branch=group.branch if group else self.branch or get_branch_for_new_objects(self.actor),
                side=OpeningSide.CREDIT if facts.balance > 0 else OpeningSide.DEBT,
                amount=Money(abs(facts.balance), self.currency),
                group=group,
            )
        if facts.paid is not None and memberships[0].pk not in self.prepaid:
            self.prepaid[memberships[0].pk] = facts.paid
            facts.prepaid = NewPrepaidPeriod(memberships[0], *facts.paid)
        if facts.opening or facts.prepaid:
            self.accepted[pupil.row_number] = facts
        return pupil.row_number in self.accepted

    def save(self) -> dict[int, dict[str, Any]]:
        """Write the accepted rows. Schedules are locked first, then accounts: those of pupils, those of branches."""
        made: dict[int, dict[str, Any]] = defaultdict(dict)
        _lock_schedules({facts.prepaid.membership.group_id for facts in self.accepted.values() if facts.prepaid})
        openings = [facts.opening for facts in self.accepted.values() if facts.opening]
        billing.ensure_and_lock_student_accounts({(row.student.pk, self.currency) for row in openings})
        places = {(row.branch.pk, self.currency) for row in openings}
        locks.lock_branch_pricing_accounts(places, [AccountKind.OPENING, AccountKind.DISCOUNTS, AccountKind.WRITE_OFFS])
        for number, facts in self.accepted.items():
            if facts.opening is not None:
                opening = opening_balances.open_balance(actor=self.actor, opening=facts.opening)
                made[number]["opening"] = str(opening.pk)
            if facts.prepaid is not None:
                row = prepaid_periods.set_prepaid_period(actor=self.actor, prepaid=facts.prepaid)
                made[number]["prepaid"] = str(row.pk)
        return made

    def _check_paid(
        self, pupil: ImportedPupil, paid: tuple[Any, int | None], memberships: Sequence[Membership]
    ) -> None:
        field = PAID_UNTIL if paid[0] is not None else LESSONS_LEFT
        if len(memberships) != 1:
            pupil.add_error(field, ONE_GROUP)
            return
        membership = memberships[0]
        known = self.prepaid.get(membership.pk)
        refusal = prepaid_periods.find_refusal(NewPrepaidPeriod(membership, *paid), self.schedules[membership.group_id])
        if refusal is not None:
            pupil.add_error(*refusal)
        elif known is not None and known != paid:
            pupil.add_error(field, PREPAID_OTHERWISE)


def undo_openings(actor: User, rows: Sequence[ImportRow]) -> UndoneExtras:
    """Take back the opening balances that rows of an import made and that nothing touched since, and what is prepaid.

    Rows keep all of it when their opening balance was used, when their new person has other payments by now, and for
    the actor's own family.
    """
    prepaid = {str(row.pk): row for row in _list_prepaid(rows)}
    by_membership = {str(row.membership_id): row for row in prepaid.values()}
    written: dict[UUID, list[PrepaidPeriod]] = {}
    for row in rows:
        found = [prepaid.get(row.made.get("prepaid")), *map(by_membership.get, row.made.get("memberships", []))]
        if "opening" in row.made or any(found):
            written[row.pk] = list(dict.fromkeys(period for period in found if period))
    with_money = [row for row in rows if row.pk in written]
    if with_money and not has_permission(actor, PERMISSION):
        return UndoneExtras(dict.fromkeys(written, NO_REVERSAL))
    _lock_schedules({period.membership.group_id for periods in written.values() for period in periods})
    openings = _lock_openings(with_money)
    kept = _find_rows_to_keep(actor, with_money, openings)
    going = [row for row in with_money if row.pk not in kept]
    for row in going:
        for period in written[row.pk]:
            prepaid_periods.remove_prepaid_period(actor=actor, prepaid=period)
    taken_back = [openings[row.pk] for row in going if row.pk in openings]
    for opening in sorted(taken_back, key=lambda row: row.student_id):
        opening_balances.reverse_opening_balance(
            actor=actor, student=opening.student, currency=opening.currency, reason=str(_("Import undone"))
        )
    people = _list_people_only_in_books({opening.student_id for opening in taken_back})
    return UndoneExtras(kept, dict.fromkeys(people, BOOKS_NAME_PERSON))


def _list_prepaid(rows: Sequence[ImportRow]) -> QuerySet[PrepaidPeriod]:
    """Return what these rows made, and what is prepaid of memberships that they made."""
    made = [row.made["prepaid"] for row in rows if "prepaid" in row.made]
    memberships = [membership for row in rows for membership in row.made.get("memberships", [])]
    periods = PrepaidPeriod.objects.filter(Q(pk__in=made) | Q(membership__in=memberships))
    return periods.select_related("membership__group__branch", "membership__student")


def _lock_openings(rows: Sequence[ImportRow]) -> dict[UUID, OpeningBalance]:
    """Return the opening balances that these rows made and that hold, by the id of the row, their accounts locked."""
    ids = {UUID(row.made["opening"]): row.pk for row in rows if "opening" in row.made}
    openings = OpeningBalance.objects.filter(pk__in=ids, reversed_at__isnull=True)
    billing.ensure_and_lock_student_accounts(set(openings.values_list("student_id", "currency")))
    return {ids[opening.pk]: opening for opening in openings.select_related("student", "money", "payment")}


def _find_rows_to_keep(
    actor: User, rows: Sequence[ImportRow], openings: Mapping[UUID, OpeningBalance]
) -> dict[UUID, StrOrPromise]:
    new_people = {UUID(row.made["user"]) for row in rows if "user" in row.made}
    used, family = new_people - _list_people_only_in_books(new_people), _list_refused_family(actor)
    kept: dict[UUID, StrOrPromise] = {}
    for row in rows:
        person, opening = UUID(row.made["person"]), openings.get(row.pk)
        if person in family:
            kept[row.pk] = OWN_FAMILY
        elif person in used or (opening is not None and not _is_untouched(opening)):
            kept[row.pk] = WAS_USED
    return kept


def _list_refused_family(actor: User) -> set[UUID]:
    """Return the people about whose money another person has to decide."""
    if has_permission(actor, "payments.confirm_own"):
        return set()
    return set(list_own_family(actor).values_list("pk", flat=True))


def _lock_schedules(groups: Collection[UUID]) -> None:
    for group_id in sorted(groups):
        billing.lock_payment_schedules(group_id)


def _is_untouched(opening: OpeningBalance) -> bool:
    if opening.money is not None:
        return not opening.money.refunded and not Settlement.objects.filter(money=opening.money).exists()
    payment = opening.payment
    assert payment is not None
    waits = payment.approvals.exists() or payment.transactions.exists() or payment.proofs.exists()
    return payment.status in OPEN_STATUSES and payment.revision == 1 and not payment.settled and not waits


def _list_people_only_in_books(people: Collection[UUID]) -> set[UUID]:
    """Return those of whom payments know nothing but opening balances."""
    others = Payment.objects.filter(student__in=people).exclude(kind=PaymentKind.OPENING)
    money = ProviderTransaction.objects.filter(student__in=people).exclude(provider=OPENING)
    prices = PriceOverride.objects.filter(membership__student__in=people).values_list("membership__student", flat=True)
    known = {*others.values_list("student", flat=True), *money.values_list("student", flat=True), *prices}
    return set(people) - known


def _parse(pupil: ImportedPupil, name: str, parse: Callable[[str], T], cells: Mapping[str, str]) -> T | None:
    if not cells[name]:
        return None
    try:
        return parse(cells[name])
    except InvalidValue as error:
        pupil.add_error(name, error.message)
        return None
