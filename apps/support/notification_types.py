"""Notification types of tickets."""

from django.utils.translation import gettext_lazy as _

from apps.core.durations import DAY
from apps.notifications.channels import TELEGRAM_CHANNELS, Channel
from apps.notifications.types import NotificationType, Urgency
from apps.support.telegram_words import ANSWERED, TELEGRAM_ANSWER, get_words

OFFICE_ONLY = ("support.work",)

NOTIFICATION_TYPES = [
    NotificationType(
        "support.opened",
        _("A new ticket"),
        _("Ticket {number}: {subject}"),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=OFFICE_ONLY,
    ),
    NotificationType(
        "support.assigned",
        _("A ticket is yours"),
        _("Ticket {number}: {subject}"),
        channels=TELEGRAM_CHANNELS,
        permissions=OFFICE_ONLY,
    ),
    NotificationType(
        "support.commented",
        _("An answer in a ticket"),
        _("Ticket {number}: {subject}"),
        plural_text=_("Ticket {number}, {count} answers: {subject}"),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=OFFICE_ONLY,
    ),
    NotificationType(
        "support.warning",
        _("A ticket has little time left"),
        _("Ticket {number}: {subject}"),
        channels=TELEGRAM_CHANNELS,
        permissions=OFFICE_ONLY,
    ),
    NotificationType(
        "support.breach",
        _("A ticket is late"),
        _("Ticket {number} is over its time: {subject}"),
        channels=TELEGRAM_CHANNELS,
        permissions=OFFICE_ONLY,
    ),
    NotificationType(
        ANSWERED,
        _("The office has answered"),
        _("Ticket {number}: {subject}"),
        plural_text=_("Ticket {number}, {count} answers: {subject}"),
        channels=TELEGRAM_CHANNELS,
    ),
    NotificationType(
        TELEGRAM_ANSWER,
        _("The office answers, ticket {number}:"),
        _("{text}\n\nTo answer, reply to this message."),
        channels=(Channel.TELEGRAM,),
        lifetime=2 * DAY,
        short_title=_("Answers of the office in Telegram"),
        secrets=frozenset({"text"}),
        get_secrets=get_words,
    ),
    NotificationType(
        "support.resolved",
        _("Your ticket is resolved"),
        _("Ticket {number}: {subject}. Are you content? Please rate it. Write in it within 14 days to reopen it."),
        channels=TELEGRAM_CHANNELS,
    ),
    NotificationType(
        "support.resolved_again",
        _("Your ticket is resolved again"),
        _("Ticket {number}: {subject}. Write in it within 14 days to reopen it."),
        channels=TELEGRAM_CHANNELS,
    ),
]
