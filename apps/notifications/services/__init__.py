"""Services of notifications: notify users, mark as read, deliver, save preferences."""

from apps.notifications.services.creation import notify
from apps.notifications.services.erasing import erase_notifications_about
from apps.notifications.services.read_state import mark_all_read, mark_read, settle_group, settle_notifications
from apps.notifications.services.security_notices import notify_security_event
