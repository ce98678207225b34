"""Notification types of the portal: announcements, messages to families, and alerts for administrators."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.services.activation_links import reveal_activation_url
from apps.core.durations import DAY
from apps.core.permissions import Role
from apps.notifications.channels import ALL_BUT_SMS, TELEGRAM_CHANNELS, Channel
from apps.notifications.types import BUYERS, FAMILIES, PARENTS, NotificationType

ANNOUNCED = "announcement.published"
FAMILY_MESSAGE, FAMILY_ANSWERED = "families.message", "families.answered"
ERASURE_APPROVED, ERASURE_REFUSED = "portal.erasure_approved", "portal.erasure_refused"
ADULT_SOON = "portal.adult_soon"
ACTIVATION = "accounts.activation"


def _get_activation_link(data: Mapping[str, Any]) -> Mapping[str, str] | None:
    """Return the link of an SMS; None when it was used, replaced or has expired, or its number was changed."""
    url = reveal_activation_url(UUID(data["activation"]))
    return {"link": url} if url else None


NOTIFICATION_TYPES = [
    NotificationType(
        ANNOUNCED,
        _("Announcement: {title}"),
        "{text}",
        channels=TELEGRAM_CHANNELS,
        vouched_phone=True,
        short_title=_("Announcements"),
    ),
    NotificationType(
        ADULT_SOON,
        _("Adult from {day}"),
        _(
            "From {day} {student} is an adult, answers consents, and may end the access of each guardian."
            " What guardians answered stands until {student} answers."
        ),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
        short_title=_("Becoming an adult"),
    ),
    NotificationType(
        ERASURE_APPROVED,
        _("The request to erase data was accepted"),
        _(
            "On {day} you asked to erase the data of your child. It is being erased. Payments and marks stay, without a"
            " name."
        ),
        channels=ALL_BUT_SMS,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        ERASURE_REFUSED,
        _("The request to erase data was refused"),
        _("On {day} you asked to erase the data of {student}. Nothing is erased. Reason: {reason}"),
        channels=ALL_BUT_SMS,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        ACTIVATION,
        _("{centre}: your account is ready"),
        _("Set your password by {until}: {link}"),
        channels=(Channel.SMS,),
        vouched_phone=True,
        lifetime=7 * DAY,
        recipient_roles=FAMILIES,
        short_title=_("Activation links"),
        secrets=frozenset({"link"}),
        get_secrets=_get_activation_link,
    ),
    NotificationType(
        FAMILY_MESSAGE,
        _("{teacher} about {student}: {title}"),
        _("{text}\nAnswer in the app: the office reads it."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=FAMILIES,
        short_title=_("Messages of teachers"),
    ),
    NotificationType(
        FAMILY_ANSWERED,
        _("A family answered"),
        _("{name} about {student}: {text}"),
        permissions=("families.read_answers",),
    ),
    NotificationType(
        "portal.provider_refuses",
        _("Messages are not sent"),
        _("{provider} refuses the centre's access. Messages by {provider} are lost until its settings are corrected."),
        recipient_roles=frozenset({Role.ADMIN}),
    ),
]
