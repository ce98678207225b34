"""Notification types of homework."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import PARENTS, PUPILS, NotificationType, Urgency

pupil_type = partial(NotificationType, recipient_roles=PUPILS)
telegram_type = partial(pupil_type, channels=TELEGRAM_CHANNELS)
low_urgency_type = partial(telegram_type, urgency=Urgency.LOW)

NOTIFICATION_TYPES = [
    telegram_type("homework.assigned", _("New homework"), _("You have new homework: {title}.")),
    NotificationType(
        "homework.submitted",
        _("Homework submitted"),
        _("{student} submitted “{title}”."),
        plural_text=_("{student} and {more} more submitted “{title}”."),
        permissions=("homework.review",),
    ),
    telegram_type("homework.deadline_near", _("Homework is due soon"), _("“{title}”. Deadline: {due}.")),
    telegram_type("homework.overdue", _("Homework is overdue"), _("“{title}” was not submitted. Deadline: {due}.")),
    NotificationType(
        "homework.missed",
        _("Homework was not submitted"),
        _("{student}: “{title}” was not submitted. Deadline: {due}."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=PARENTS,
    ),
    pupil_type("homework.scored", _("Your homework is scored"), _("“{title}”: {score} of 100, {coins} coins.")),
    pupil_type("homework.waiting", _("Your teacher will review your homework"), _("“{title}” waits for your teacher.")),
    telegram_type("homework.refused", _("Please record your homework again"), _("“{title}” could not be scored.")),
    telegram_type(
        "homework.failed",
        _("Please submit your homework again"),
        _("Something went wrong on our side with “{title}”. This attempt does not count."),
    ),
    low_urgency_type(
        "homework.extended", _("You have more time for your homework"), _("“{title}”: your teacher gave you more time.")
    ),
    low_urgency_type("homework.accepted", _("Your teacher reviewed your homework"), _("“{title}”: {score} of 100.")),
    telegram_type("homework.returned", _("Your teacher returned your homework"), _("Please do “{title}” again.")),
    low_urgency_type(
        "homework.corrected", _("Your score was corrected"), _("“{title}” has a new score: {score} of 100.")
    ),
    low_urgency_type(
        "homework.corrected_stars",
        _("Your score was corrected"),
        _("“{title}” has a new score: {stars} of 5 stars."),
        short_title=_("Your score in stars was corrected"),
    ),
    pupil_type(
        "homework.scored_stars",
        _("Your homework is scored"),
        _("“{title}”: {stars} of 5 stars, {coins} coins."),
        short_title=_("Your homework is scored in stars"),
    ),
    low_urgency_type(
        "homework.accepted_stars",
        _("Your teacher reviewed your homework"),
        _("“{title}”: {stars} of 5 stars."),
        short_title=_("Your teacher reviewed your homework in stars"),
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
