"""Notification types of moderation."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import PARENTS, NotificationType, Urgency

CHILD_WHY = _("{child}, {place}: {reason} Your child may ask for another look.")
WHY = _("{place}: {reason} You may ask for another look.")

NOTIFICATION_TYPES = [
    NotificationType(
        "moderation.reported",
        _("A text waits for a moderator"),
        _("{place}: somebody should look at a text."),
        plural_text=_("{place} and {more} more: somebody should look at texts."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("moderation.judge",),
    ),
    NotificationType(
        "moderation.appealed",
        _("A decision is to be looked at again"),
        _("{place}: a person asks for another look at a decision."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("moderation.judge",),
    ),
    NotificationType("moderation.hide", _("Your text was hidden"), WHY, channels=TELEGRAM_CHANNELS),
    NotificationType("moderation.warn", _("A warning from a moderator"), WHY, channels=TELEGRAM_CHANNELS),
    NotificationType(
        "moderation.mute",
        _("You are muted"),
        _("{place}: {reason} Days until you may write again: {days}. You may ask for another look."),
        channels=TELEGRAM_CHANNELS,
    ),
    NotificationType("moderation.ban", _("You may not enter a room any more"), WHY, channels=TELEGRAM_CHANNELS),
    NotificationType(
        "moderation.lifted",
        _("You may write again"),
        _("{place}: a moderator has ended it."),
        channels=TELEGRAM_CHANNELS,
    ),
    NotificationType(
        "moderation.granted",
        _("Your appeal was granted"),
        _("{place}: the decision was withdrawn."),
        channels=TELEGRAM_CHANNELS,
    ),
    NotificationType(
        "moderation.declined",
        _("Your appeal was declined"),
        _("{place}: the decision stands."),
        channels=TELEGRAM_CHANNELS,
    ),
    NotificationType(
        "moderation.child_warned",
        _("A moderator warned your child"),
        CHILD_WHY,
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "moderation.child_muted",
        _("Your child is muted"),
        _("{child}, {place}: {reason} Days without writing: {days}. Your child may ask for another look."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "moderation.child_banned",
        _("Your child may not enter a room any more"),
        CHILD_WHY,
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "moderation.child_freed",
        _("A decision about your child is over"),
        _("{child}, {place}: a moderator has ended it."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
    ),
]
