"""Which people an invitation by SMS goes to, how it reads, what it costs, and who is left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services.activation_links import LIFETIME, SAMPLE_TOKEN, build_activation_url
from apps.core.local_days import get_today
from apps.messaging import sms, sms_size
from apps.notifications.channels import Channel
from apps.notifications.models import SmsMonth
from apps.notifications.rendering import load_templates, render_notification
from apps.portal.notification_types import ACTIVATION
from apps.portal.unreached import UnreachedPerson, UnreachedReason, list_unreached
from apps.settings.queries import get_default_branch, get_system_settings

TO_INVITE = frozenset(map(UnreachedReason, "not_invited number_changed expired not_sent failed".split()))
OPEN = frozenset({UnreachedReason.INVITED, UnreachedReason.PRINTED})
"""A link is out; these people are invited again only when the office says so."""
AGAIN_AFTER = timedelta(hours=20)


@dataclass(frozen=True)
class InvitationText:
    """The SMS in one language: to how many people, its text with an invented link, and the parts of each."""

    language: str
    people: int
    text: str
    parts: int


@dataclass(frozen=True)
class InvitationPlan:
    """Invitations by SMS before they are sent. Prices in minor units of the centre's currency.

    `sms_left_today`: how many SMS of notifications may still go today; later ones wait for the next day.
    """

    recipients: Sequence[UnreachedPerson]
    left_out: Sequence[UnreachedPerson]
    texts: Sequence[InvitationText]
    sms_price: int
    sms_spent: int
    sms_budget: int
    sms_left_today: int
    currency: str

    @property
    def people(self) -> int:
        """Return how many people are invited, each by one SMS."""
        return len(self.recipients)

    @property
    def sms_parts(self) -> int:
        """Return the parts of all SMS."""
        return sum(text.people * text.parts for text in self.texts)

    @property
    def within_budget(self) -> bool:
        """Return whether the month's budget covers the SMS."""
        return self.sms_spent + self.sms_price <= self.sms_budget


def plan_invitations(
    user: User,
    *,
    import_id: UUID | None = None,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    again: bool = False,
) -> InvitationPlan:
    """Return what inviting the people of `list_unreached` would do now. `again`: also those whose link is older than
    `AGAIN_AFTER` and not used.
    """
    people = list_unreached(user, import_id=import_id, group_id=group_id, branch_id=branch_id)
    before = timezone.now() - AGAIN_AFTER
    recipients = [unreached for unreached in people if _is_to_invite(unreached, before if again else None)]
    chosen = {unreached.person.pk for unreached in recipients}
    texts = _render_texts(recipients)
    settings = get_system_settings()
    month = get_today(get_default_branch().zone).replace(day=1)
    return InvitationPlan(
        recipients=recipients,
        left_out=[unreached for unreached in people if unreached.person.pk not in chosen],
        texts=texts,
        sms_price=sum(text.people * text.parts for text in texts) * settings.sms_part_price,
        sms_spent=SmsMonth.objects.filter(month=month).values_list("spent", flat=True).first() or 0,
        sms_budget=settings.sms_month_budget,
        sms_left_today=sms.count_notifications_left_today(),
        currency=settings.currency,
    )


def build_invitation_data(person: User, expires_at: datetime) -> dict[str, str]:
    """Return what fills the text of an invitation, but for the link."""
    until = expires_at.astimezone(ZoneInfo(person.zone))
    return {"centre": get_system_settings().centre_name, "until": f"{until:%d.%m.%Y}"}


def _is_to_invite(unreached: UnreachedPerson, before: datetime | None) -> bool:
    if unreached.obstacle is not None:
        return False
    old = before is not None and unreached.invited_at is not None and unreached.invited_at < before
    return unreached.reason in TO_INVITE or (unreached.reason in OPEN and old)


def _render_texts(recipients: Sequence[UnreachedPerson]) -> list[InvitationText]:
    templates, expires_at = load_templates(types=[ACTIVATION]), timezone.now() + LIFETIME
    by_language: dict[str, list[User]] = {}
    for unreached in recipients:
        by_language.setdefault(unreached.person.locale, []).append(unreached.person)
    texts = []
    for language, people in sorted(by_language.items()):
        data = build_invitation_data(people[0], expires_at) | {"link": build_activation_url(SAMPLE_TOKEN)}
        text = render_notification(ACTIVATION, Channel.SMS, language, data, own_templates=templates)[1]
        texts.append(InvitationText(language, len(people), text, sms_size.measure_sms(text).parts))
    return texts
