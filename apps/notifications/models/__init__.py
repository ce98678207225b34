"""Models of notifications, deliveries, preferences, templates and announcements."""

from apps.notifications.models.announcements import Announcement, AnnouncementScope
from apps.notifications.models.inapp import Notification
from apps.notifications.models.preferences import MessageSettings, NotificationPreference
from apps.notifications.models.push import PushSubscription
from apps.notifications.models.sending import FINAL_STATES, DeliveryState, NotificationLog, SmsMonth
from apps.notifications.models.templates import NotificationTemplate
