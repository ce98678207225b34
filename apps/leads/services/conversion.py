"""Make a pupil of a lead: account, place in a group, contract and first payment, all of them or none."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.money import CURRENCIES, Money
from apps.core.number_series import take_numbers
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership, MembershipStatus
from apps.courses.services import add_member, change_membership, end_membership
from apps.leads.access import check_may
from apps.leads.models import EntryKind, Lead, LeadContract
from apps.leads.number_series import CONTRACTS
from apps.leads.services.claims import check_not_claimed_by_another
from apps.leads.services.locks import lock_open_lead
from apps.leads.services.people import PersonDraft, get_or_create_student
from apps.leads.services.timeline import add_entry
from apps.payments.models import Approval, CashDesk, ProviderTransaction
from apps.payments.queries.billing_facts import get_month_price
from apps.payments.services.advances import receive_advance
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log


@dataclass(frozen=True)
class FirstPayment:
    """The first money of a new pupil, as `receive_advance` takes it."""

    method: str
    amount: Money
    desk: CashDesk | None = None
    note: str = ""


@dataclass(frozen=True)
class Conversion:
    """A lead that became a pupil. `money`: what was received, or the approval that it waits for."""

    lead: Lead
    student: User
    membership: Membership
    contract: LeadContract
    money: ProviderTransaction | Approval | None


def convert_lead(
    *, actor: User, lead: Lead, group: Group, joined_on: date | None, person: PersonDraft, payment: FirstPayment | None
) -> Conversion:
    """Make a pupil of an open lead, in one transaction; an open trial in the group becomes the membership. A trial that
    began before the given first day ends, and the membership begins on that day.

    The contract gets the next number of the series `contracts`, without gaps, and moves no money. Money above a limit
    waits for a second person; the rest is done. Raise Forbidden without `groups.manage`, and with money without
    `payments.confirm`; Conflict `lead_closed`, `lead_claimed`, and what the services of the parts raise.
    """
    check_may(actor, "groups.manage", *(["payments.confirm"] if payment else []))
    with unit_of_work():
        locked = lock_open_lead(lead)
        check_not_claimed_by_another(locked, actor)
        student = get_or_create_student(actor=actor, lead=locked, person=person)
        membership = _give_place(actor, group, student, joined_on)
        money = None
        if payment is not None:
            money = receive_advance(
                actor=actor,
                student=student,
                method=payment.method,
                amount=payment.amount,
                desk=payment.desk,
                branch=None if payment.method == "cash" else group.branch,
                note=payment.note,
            )
        _close(locked, actor)
        contract = _sign_contract(locked, student, membership, money)
        add_entry(
            locked,
            EntryKind.CONVERTED,
            author=actor,
            group=str(group.pk),
            group_name=group.name,
            contract=contract.number,
        )
        change = {"student": (None, str(student.pk)), "contract": (None, contract.number)}
        write_audit_log(actor, "leads.convert", locked, change)
        return Conversion(locked, student, membership, contract, money)


def _give_place(actor: User, group: Group, student: User, joined_on: date | None) -> Membership:
    here = Membership.objects.select_related("group").filter(group=group, student=student, left_on__isnull=True).first()
    try:
        if here is None:
            return add_member(actor=actor, group=group, student=student, joined_on=joined_on)
        if here.status == MembershipStatus.TRIAL:
            return _turn_trial(actor, here, joined_on)
    except Invalid as error:
        fields = {"day" if name == "joined_on" else name: texts for name, texts in error.fields.items()}
        raise Invalid(error.detail, fields=fields) from error
    raise Conflict(_("This pupil is in the group already."))


def _turn_trial(actor: User, trial: Membership, joined_on: date | None) -> Membership:
    """Return the membership after an open trial: the trial itself, or a new one from a day after a trial that began."""
    first = joined_on or trial.joined_on
    today = trial.group.today
    if not trial.joined_on <= today or first <= trial.joined_on:
        return change_membership(actor=actor, membership=trial, status=MembershipStatus.ACTIVE, joined_on=first)
    last = min(trial.leaves_on or today, first - timedelta(days=1), today)
    end_membership(actor=actor, membership=trial, left_on=last, silent=True)
    return add_member(actor=actor, group=trial.group, student=trial.student, joined_on=first)


def _close(lead: Lead, actor: User) -> None:
    lead.converted_at, lead.converted_by = timezone.now(), actor
    lead.next_step, lead.next_step_at, lead.claimed_by, lead.claimed_until = "", None, None, None
    columns = "converted_at converted_by next_step next_step_at claimed_by claimed_until updated_at".split()
    lead.save(update_fields=columns)


def _sign_contract(
    lead: Lead, student: User, membership: Membership, money: ProviderTransaction | Approval | None
) -> LeadContract:
    if LeadContract.objects.filter(lead=lead).exists():
        raise Conflict(_("This lead has a contract already."), code=ErrorCode.CONTRACT_EXISTS)
    group = membership.group
    return LeadContract.objects.create(
        lead=lead,
        student=student,
        group=group,
        number=take_numbers(CONTRACTS)[0],
        signed_on=group.today,
        facts=_list_facts(lead, student, membership, money if isinstance(money, ProviderTransaction) else None),
    )


def _list_facts(
    lead: Lead, student: User, membership: Membership, received: ProviderTransaction | None
) -> dict[str, Any]:
    """Return what the contract says: it stays as it was signed, whatever changes later. Money that waits for a second
    person was not received, and does not stand in it.
    """
    settings, group = get_system_settings(), membership.group
    prices = [(currency, get_month_price(group, currency)) for currency in sorted(CURRENCIES, key=_by_use)]
    price = next(({"amount": amount, "currency": currency} for currency, amount in prices if amount), None)
    phones = list(lead.phones.order_by("place").values_list("phone", flat=True))
    return {
        "centre": settings.centre_name,
        "legal": {name: getattr(settings, f"legal_{name}") for name in ("name", "tax_id", "address", "phone")},
        "branch": group.branch.name,
        "address": group.branch.address,
        "pupil": student.full_name,
        "number": student.number,
        "phones": phones,
        "group": group.name,
        "course": group.course.title,
        "joined_on": membership.joined_on.isoformat(),
        "price": price,
        "paid": {"amount": received.amount, "currency": received.currency} if received else None,
    }


def _by_use(currency: str) -> tuple[bool, str]:
    return currency != "UZS", currency
