"""Permissions of notifications: all users read their own, the office sees deliveries, staff send announcements,
administrators manage templates.
"""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission, Role

PERMISSIONS = [
    Permission("notifications.read", _("Read and mark your own notifications"), EVERYONE),
    Permission("notifications.deliveries", _("See message deliveries and retry them"), OFFICE),
    Permission("notifications.budget", _("See the SMS budget of the month"), OFFICE),
    Permission("templates.manage", _("Manage message templates"), frozenset({Role.ADMIN})),
    Permission("announcements.send", _("Send announcements to groups"), STAFF),
    Permission("announcements.send_outside", _("Send announcements by Telegram and e-mail too"), STAFF),
    Permission("announcements.send_sms", _("Send announcements by SMS too"), OFFICE),
    Permission("announcements.send_wide", _("Send announcements to courses, branches and roles"), OFFICE),
]
