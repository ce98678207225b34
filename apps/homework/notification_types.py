"""Notification types of homework."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import PARENTS, PUPILS, NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "homework.assigned",
        _("New homework"),
        _("You have new homework: {title}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.submitted",
        _("Homework handed in"),
        _("{student} handed in “{title}”."),
        plural_text=_("{student} and {more} more: “{title}” handed in."),
        permissions=("homework.review",),
    ),
    NotificationType(
        "homework.deadline_near",
        _("Homework is due soon"),
        _("“{title}”. Deadline: {due}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.overdue",
        _("Homework is overdue"),
        _("“{title}” was not handed in. Deadline: {due}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.missed",
        _("Homework was not handed in"),
        _("{student}: “{title}” was not handed in. Deadline: {due}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
    ),
    NotificationType(
        "homework.scored",
        _("Your homework is scored"),
        _("“{title}”: {score} of 100, {coins} coins."),
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.waiting",
        _("Your teacher will look at your homework"),
        _("“{title}” waits for your teacher."),
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.refused",
        _("Please record your homework again"),
        _("“{title}” could not be scored."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.failed",
        _("Please hand in your homework again"),
        _("Something went wrong on our side with “{title}”. This try does not count."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.extended",
        _("You have more time for your homework"),
        _("“{title}”: your teacher gave you more time."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.accepted",
        _("Your teacher marked your homework"),
        _("“{title}”: {score} of 100."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.returned",
        _("Your teacher returned your homework"),
        _("Please do “{title}” once more."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.corrected",
        _("Your mark was corrected"),
        _("“{title}” was looked at again: {score} of 100."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.corrected_stars",
        _("Your mark was corrected"),
        _("“{title}” was looked at again: {stars} of 5 stars."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        short_title=_("Your mark in stars was corrected"),
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.scored_stars",
        _("Your homework is scored"),
        _("“{title}”: {stars} of 5 stars, {coins} coins."),
        short_title=_("Your homework is scored in stars"),
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.accepted_stars",
        _("Your teacher marked your homework"),
        _("“{title}”: {stars} of 5 stars."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        short_title=_("Your teacher marked your homework in stars"),
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.appealed",
        _("Another look is asked for"),
        _("{student} asks for another look at “{title}”."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("homework.review",),
    ),
]
