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
        _("Homework submitted"),
        _("{student} submitted “{title}”."),
        plural_text=_("{student} and {more} more submitted “{title}”."),
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
        _("“{title}” was not submitted. Deadline: {due}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.missed",
        _("Homework was not submitted"),
        _("{student}: “{title}” was not submitted. Deadline: {due}."),
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
        _("Your teacher will review your homework"),
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
        _("Please submit your homework again"),
        _("Something went wrong on our side with “{title}”. This attempt does not count."),
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
        _("Your teacher reviewed your homework"),
        _("“{title}”: {score} of 100."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.returned",
        _("Your teacher returned your homework"),
        _("Please do “{title}” again."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.corrected",
        _("Your score was corrected"),
        _("“{title}” has a new score: {score} of 100."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.corrected_stars",
        _("Your score was corrected"),
        _("“{title}” has a new score: {stars} of 5 stars."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        short_title=_("Your score in stars was corrected"),
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
        _("Your teacher reviewed your homework"),
        _("“{title}”: {stars} of 5 stars."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        short_title=_("Your teacher reviewed your homework in stars"),
        recipient_roles=PUPILS,
    ),
    NotificationType(
        "homework.appealed",
        _("A review of a score is requested"),
        _("{student} asks for a review of “{title}”."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("homework.review",),
    ),
]
