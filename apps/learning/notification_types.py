"""Notification types of this app."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import TELEGRAM_CHANNELS
from apps.notifications.types import BUYERS, NotificationType, Urgency

NOTIFICATION_TYPES = [
    NotificationType(
        "learning.enrolled",
        _("A course is open for you"),
        _("You can start “{title}”."),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
    ),
    NotificationType(
        "learning.course_completed",
        _("You completed a course"),
        _("You completed “{title}”. Well done!"),
        channels=TELEGRAM_CHANNELS,
        recipient_roles=BUYERS,
    ),
    NotificationType(
        "learning.reviewed",
        _("A review of your course"),
        _("“{title}”: {rating} of 5 stars."),
        plural_text=_("“{title}”: {count} new reviews."),
        channels=TELEGRAM_CHANNELS,
        urgency=Urgency.LOW,
        permissions=("learning.write",),
    ),
]
