"""Who gets a message about debts, by which channels, at which price, and who cannot be reached."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.messaging import sms_size
from apps.notifications.addresses import load_reachable_channels
from apps.notifications.channels import Channel
from apps.notifications.models import SmsMonth
from apps.notifications.preferences import choose_channels, load_channel_overrides
from apps.notifications.rendering import load_templates, render_notification
from apps.notifications.types import get_notification_types_by_name
from apps.payments.models import LedgerAccount, Payment, PaymentStatus
from apps.payments.queries.debtors import load_debtor_details
from apps.settings.queries import get_default_branch, get_system_settings

MAX_PUPILS = 500
ONE_A_DAY = timedelta(hours=20)
"""How soon after a message the same debt is left out of the next one."""


class DebtTemplate(StrEnum):
    """The message, as its notification type; the centre writes its own texts as templates of these types."""

    REMINDER = "reminder"
    WARNING = "warning"

    @property
    def type(self) -> str:
        """Return the name of the notification type."""
        return f"payments.debt_{self.value}"


class Unreachable(StrEnum):
    """Why a person gets the message by none of the channels.

    - `inactive`: the account is deactivated.
    - `no_address`: none of the channels has an address that may be used.
    - `switched_off`: the person does not want it there.
    - `told_today`: a message about this debt was sent within 20 hours.
    """

    INACTIVE = "inactive"
    NO_ADDRESS = "no_address"
    SWITCHED_OFF = "switched_off"
    TOLD_TODAY = "told_today"


@dataclass(frozen=True)
class DebtRecipient:
    """One person who is told of one debt. Without `channels` there is a `reason`."""

    account: LedgerAccount
    student: User
    person: User
    data: dict[str, str]
    channels: frozenset[Channel] = frozenset()
    reason: Unreachable | None = None


@dataclass(frozen=True)
class SampleText:
    """What the first recipient of a channel and language will read."""

    channel: str
    language: str
    title: str
    text: str


@dataclass(frozen=True)
class DebtMessagePlan:
    """A message to debtors before it is sent. Prices in minor units of the centre's currency."""

    template: DebtTemplate
    allowed: Collection[str]
    recipients: Sequence[DebtRecipient]
    samples: Sequence[SampleText]
    sms_parts: int
    sms_price: int
    sms_spent: int
    sms_budget: int

    @property
    def reached(self) -> list[DebtRecipient]:
        """Return the recipients whom a channel reaches."""
        return [recipient for recipient in self.recipients if recipient.channels]

    @property
    def people(self) -> int:
        """Return how many messages go to people; one person may get several, for several children."""
        return len(self.reached)

    @property
    def pupils(self) -> int:
        """Return how many debts somebody is told of."""
        return len({recipient.account.pk for recipient in self.reached})

    @property
    def channels(self) -> dict[str, int]:
        """Return the number of people by channel."""
        counts = Counter(channel.value for recipient in self.reached for channel in recipient.channels)
        return {str(channel): counts[str(channel)] for channel in self.allowed}

    @property
    def unreachable(self) -> list[DebtRecipient]:
        """Return those whom no channel reaches."""
        return [recipient for recipient in self.recipients if not recipient.channels]

    @property
    def within_budget(self) -> bool:
        """Return whether the month's budget covers the SMS."""
        return not self.sms_price or self.sms_spent + self.sms_price <= self.sms_budget


def plan_debt_message(
    *,
    user: User,
    debtors: QuerySet[LedgerAccount],
    template: DebtTemplate,
    channels: Collection[str],
    students: Collection[UUID] | None = None,
) -> DebtMessagePlan:
    """Return what the message to these debtors, or to those of `students`, would do now, in a fixed number of queries.

    Invalid on "students" for one who is not among the debtors, and for more than `MAX_PUPILS`.
    """
    if students is not None:
        debtors = debtors.filter(student__in=students)
    accounts = list(load_debtor_details(debtors, user)[: MAX_PUPILS + 1])
    if len(accounts) > MAX_PUPILS:
        raise Invalid.field("students", _("At most %(count)d pupils at once.") % {"count": MAX_PUPILS})
    if students is not None and set(students) - {account.student_id for account in accounts}:
        raise Invalid.field("students", _("There is no such debtor."))
    recipients = _find_channels(_list_recipients(accounts), template, channels)
    texts = load_templates(types=[template.type])
    parts, samples = 0, dict[tuple[str, str], SampleText]()
    for recipient in recipients:
        language = recipient.person.locale
        for channel in sorted(recipient.channels):
            title, text = render_notification(template.type, channel, language, recipient.data, own_templates=texts)
            samples.setdefault((channel, language), SampleText(channel, language, title, text))
            parts += sms_size.measure_sms(text).parts if channel == Channel.SMS else 0
    settings = get_system_settings()
    month = get_today(get_default_branch().zone).replace(day=1)
    return DebtMessagePlan(
        template=template,
        allowed=channels,
        recipients=recipients,
        samples=list(samples.values()),
        sms_parts=parts,
        sms_price=parts * settings.sms_part_price,
        sms_spent=SmsMonth.objects.filter(month=month).values_list("spent", flat=True).first() or 0,
        sms_budget=settings.sms_month_budget,
    )


def _list_recipients(accounts: Sequence[Any]) -> list[DebtRecipient]:
    """Return the payers of what is overdue, else guardians who see payments, else the pupil, of each debt."""
    overdue = Payment.objects.filter(student__in=[account.student_id for account in accounts])
    overdue = overdue.filter(status=PaymentStatus.OVERDUE, payer__isnull=False).select_related("payer")
    payers: dict[tuple[UUID, str], dict[UUID, User]] = {}
    for payment in overdue.order_by("pk"):
        if payment.payer is not None:
            payers.setdefault((payment.student_id, payment.currency), {})[payment.payer.pk] = payment.payer
    recipients = []
    for account in accounts:
        student = account.student
        people = list(payers.get((student.pk, account.currency), {}).values())
        people = people or [link.parent for link in student.debt_guardians] or [student]
        amount, since = Money(account.overdue, account.currency).format(), f"{account.since:%d.%m.%Y}"
        data = {"student": student.full_name, "student_id": str(student.pk), "amount": amount, "since": since}
        recipients += [DebtRecipient(account, student, person, data) for person in people]
    return recipients


def _find_channels(
    recipients: Sequence[DebtRecipient], template: DebtTemplate, channels: Collection[str]
) -> list[DebtRecipient]:
    people = list({recipient.person.pk: recipient.person for recipient in recipients}.values())
    overrides = load_channel_overrides(people, template.type)
    reachable = load_reachable_channels(people, template.type)
    declared = get_notification_types_by_name()[template.type]
    found = []
    for recipient in recipients:
        person = recipient.person
        choice = choose_channels(person, declared, channels, overrides=overrides[person.pk])
        used = {channel for channel in choice.external if channel in reachable[person.pk]}
        falls_back = Channel.TELEGRAM in choice.external and choice.falls_back and Channel.TELEGRAM not in used
        if falls_back and Channel.SMS in reachable[person.pk]:
            used.add(Channel.SMS)
        reason = None
        if _was_told(recipient):
            used, reason = set(), Unreachable.TOLD_TODAY
        elif not used:
            reason = Unreachable.SWITCHED_OFF if not choice.external else Unreachable.NO_ADDRESS
            reason = reason if person.is_active else Unreachable.INACTIVE
        found.append(
            DebtRecipient(recipient.account, recipient.student, person, recipient.data, frozenset(used), reason)
        )
    return found


def _was_told(recipient: DebtRecipient) -> bool:
    contacts: Sequence[Any] = recipient.student.debt_contact_rows  # type: ignore[attr-defined]
    lately = timezone.now() - ONE_A_DAY
    return any(
        contact.sent_here and contact.currency == recipient.account.currency and contact.created_at > lately
        for contact in contacts
    )
