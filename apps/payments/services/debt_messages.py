"""Messages to debtors: sent as they were previewed, and recorded as a contact about each debt that they reach."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.local_days import get_today
from apps.core.uow import defer_messages, unit_of_work
from apps.notifications.services import notify
from apps.payments.models import ContactHow, DebtContact
from apps.payments.queries.debt_recipients import DebtMessagePlan, DebtRecipient
from apps.payments.queries.debtors import list_open_payments
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

PREVIEW_CHANGED = _("This has changed since the preview: %(people)d people now. Look at the preview again.")
OVER_BUDGET = _("The SMS budget of this month does not cover this message.")


def lock_debt_messages() -> None:
    """Take an advisory lock until the commit, before the plan: two messages at once would tell the same debt twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('payments.debt_message', 0))")


def send_debt_message(*, actor: User, plan: DebtMessagePlan, expected_people: int) -> list[DebtContact]:
    """Send the planned message; return the contact of each debt that somebody is told of. The caller holds
    `lock_debt_messages` since before the plan.

    Jobs send it after the commit, not in quiet hours, and within the SMS budget. Conflict `preview_changed` unless it
    goes to the previewed number of people, `sms_budget` when the budget does not cover its SMS.
    """
    if plan.people != expected_people:
        raise Conflict(PREVIEW_CHANGED % {"people": plan.people}, code=ErrorCode.PREVIEW_CHANGED)
    if not plan.within_budget:
        raise Conflict(OVER_BUDGET, code=ErrorCode.SMS_BUDGET)
    with unit_of_work():
        contacts = _create_contacts(actor, plan)
        with defer_messages():
            for recipient in plan.reached:
                contact = contacts[recipient.account.pk]
                notify(
                    user=recipient.person,
                    type=plan.template.type,
                    data=recipient.data,
                    key=str(contact.pk),
                    channels=list(plan.allowed),
                )
        changes = {
            name: (None, value)
            for name, value in {
                "template": plan.template.value,
                "pupils": plan.pupils,
                "people": plan.people,
                "sms_parts": plan.sms_parts,
            }.items()
        }
        write_audit_log(actor=actor, action="payments.debt_message", obj=None, changes=changes)
    return list(contacts.values())


def _create_contacts(actor: User, plan: DebtMessagePlan) -> dict[UUID, DebtContact]:
    """Create a contact for each debt, by the id of its account; it counts in the branch of the oldest payment."""
    debts: dict[UUID, DebtRecipient] = {recipient.account.pk: recipient for recipient in plan.reached}
    students = {recipient.student.pk for recipient in debts.values()}
    branches: dict[tuple[UUID, str], Branch] = {}
    for payment in list_open_payments(actor).filter(student__in=students).order_by("due_on", "pk"):
        branches.setdefault((payment.student_id, payment.currency), payment.branch)
    contacts = {}
    for account_id, recipient in debts.items():
        currency = recipient.account.currency
        branch = branches[recipient.student.pk, currency]
        contacts[account_id] = DebtContact(
            student=recipient.student,
            branch=branch,
            currency=currency,
            by=actor,
            on=get_today(branch.zone),
            how=ContactHow.MESSAGE,
            note=plan.template.value,
            sent_here=True,
        )
    DebtContact.objects.bulk_create(contacts.values())
    return contacts
