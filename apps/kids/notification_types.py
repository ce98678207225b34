"""Notification types of the kindergarten."""

from django.utils.translation import gettext_lazy as _

from apps.notifications.channels import ALL_BUT_SMS, TELEGRAM_CHANNELS
from apps.notifications.types import PARENTS, NotificationType, Urgency

ROWS_LEFT_OUT = "kids.pipeline_rows_left_out"
WEEK_NOTE, EVENING_NOTE = "kindergarten.week_note", "kindergarten.evening_note"
LISTS_SWITCHED_OFF = "kids.lists_switched_off"
STAFF = "kids.manage_skills"

NOTIFICATION_TYPES = [
    NotificationType(
        ROWS_LEFT_OUT,
        _("Rows of the learning pipeline were left out"),
        _(
            "On {day} {rows} rows made no sense, and children got our own lists instead. Unknown child:"
            " {unknown_child}, no number: {no_number}, unknown model: {unknown_model}, model of the future:"
            " {future_model}, lesson not published: {unpublished_lesson}, lesson of another class: {foreign_class}."
            " Tell those who run it."
        ),
        channels=TELEGRAM_CHANNELS,
        permissions=(STAFF,),
    ),
    NotificationType(
        WEEK_NOTE,
        _("The week of {student} in the kindergarten"),
        _("{done}\nAt home: {tip}"),
        channels=ALL_BUT_SMS,
        urgency=Urgency.LOW,
        recipient_roles=PARENTS,
        short_title=_("The week of a small child"),
    ),
    NotificationType(
        EVENING_NOTE,
        _("What {student} played today"),
        _("{done}\nAt home: {tip}"),
        urgency=Urgency.LOW,
        recipient_roles=PARENTS,
        short_title=_("What a small child played today, each evening"),
        on_request=True,
    ),
    NotificationType(
        LISTS_SWITCHED_OFF,
        _("Lists of lessons that do not help were switched off"),
        _(
            "{lists}: in {weeks} weeks of children these lists brought a gain of {gain}, the next lessons of the class"
            " {rules_gain}. Children do not get them any more. They can be switched on again in the settings."
        ),
        channels=TELEGRAM_CHANNELS,
        permissions=(STAFF,),
    ),
]
