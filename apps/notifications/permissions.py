"""Permissions of notifications: all users read their own, the office sees deliveries, staff send announcements,
administrators manage templates.
"""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("notifications.read", _("See and mark one's own notifications"), EVERYONE),
    Permission("notifications.deliveries", _("See what messages went out, and send them again"), OFFICE),
    Permission("notifications.budget", _("See what the month's SMS cost"), OFFICE),
    Permission("templates.manage", _("Write the centre's own words for messages"), frozenset({Role.ADMIN})),
    Permission("announcements.send", _("Announce something to groups"), STAFF),
    Permission("announcements.send_outside", _("Send announcements by Telegram and e-mail too"), STAFF),
    Permission("announcements.send_sms", _("Send announcements by SMS too"), OFFICE),
    Permission("announcements.send_wide", _("Announce something to a course, a branch or a role"), OFFICE),
]
