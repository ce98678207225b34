"""Recipients, channels and cost of announcements, and who may see which announcement.

The author's reach is decided at the time of the call: a course or role reaches only users of the author's branches.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.accounts.access import has_permission
from apps.accounts.models import TelegramLink, User
from apps.accounts.queries import list_links_with_progress, list_user_branch_ids
from apps.core.local_days import get_today
from apps.core.lookups import filter_given
from apps.core.translated_texts import fill_languages, pick_translation
from apps.courses.models import Course, Group
from apps.courses.queries import list_current_memberships, list_people_within_reach, list_taught_groups
from apps.learning.queries import build_active_enrollments_filter, list_enrollments
from apps.messaging import sms_size
from apps.notifications.addresses import find_sms_obstacle
from apps.notifications.channels import Channel
from apps.notifications.models import Announcement, AnnouncementScope, NotificationPreference, SmsMonth
from apps.notifications.preferences import get_quiet_end
from apps.notifications.push import list_active_subscriptions
from apps.notifications.rendering import render_notification
from apps.portal.notification_types import ANNOUNCED
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch, get_system_settings

PUPILS, PARENTS = "pupils", "parents"
RECENT_LIMIT = 5


@dataclass(frozen=True)
class ReachEstimate:
    """How many users an announcement would reach, by channel, the cost of its SMS, the SMS budget of the month,
    and until when it waits outside the app for the end of the centre's quiet hours."""

    people: int
    channels: dict[str, int]
    sms_parts: int
    sms_price: int
    sms_spent: int
    sms_budget: int
    waits_until: datetime | None

    @property
    def within_budget(self) -> bool:
        """Whether the budget of the month covers these SMS."""
        return self.sms_spent + self.sms_price <= self.sms_budget


def can_announce(user: User, announcement: Announcement) -> bool:
    """Return whether the user's rights cover the scope and the channels of the announcement."""
    rights = {"announcements.send"}
    if announcement.scope != AnnouncementScope.GROUP:
        rights.add("announcements.send_wide")
    if {Channel.TELEGRAM, Channel.EMAIL, Channel.PUSH} & set(announcement.channels):
        rights.add("announcements.send_outside")
    if Channel.SMS in announcement.channels:
        rights.add("announcements.send_sms")
    return rights <= user.permission_set


def is_target_within_reach(user: User, announcement: Announcement) -> bool:
    """Return whether the group or branch of the announcement is one of the user's."""
    if announcement.scope == AnnouncementScope.GROUP:
        return list_taught_groups(user).filter(pk=get_target_id(announcement)).exists()
    if announcement.scope == AnnouncementScope.BRANCH:
        return user.all_branches or list_user_branch_ids(user).filter(branch_id=announcement.object_id).exists()
    return True


def get_target_id(announcement: Announcement) -> UUID:
    """Return the id of its group, course or branch; raise ValueError for one to a role."""
    if announcement.object_id is None:
        raise ValueError("an announcement to a role names nothing else")
    return announcement.object_id


def list_recipients(announcement: Announcement, author: User) -> QuerySet[User]:
    """Return the active users whom it reaches, each once, ordered by id."""
    if announcement.scope == AnnouncementScope.ROLE:
        users = list_people_within_reach(author).filter(role=announcement.role)
        return User.objects.filter(pk__in=users.order_by().values("pk")).order_by("pk")
    pupils = _select_pupils(announcement, author)
    links = list_links_with_progress(pupils)
    condition = Q(pk__in=[])
    if PUPILS in announcement.audience:
        condition |= Q(pk__in=pupils)
    if PARENTS in announcement.audience:
        condition |= Q(pk__in=links.values("parent"))
    return User.objects.filter(condition, is_active=True, erased_at__isnull=True).order_by("pk")


def estimate_recipients_and_sms(announcement: Announcement, author: User) -> ReachEstimate:
    """Return what sending it now would take.

    Users without an address that may be used, or who muted a channel, are not counted there. An SMS is counted only for
    users who cannot be reached by Telegram, or who want both.
    """
    preferences = NotificationPreference.objects.filter(type=ANNOUNCED).values_list("user", "channel", "wanted")
    preference = {(user, channel): wanted for user, channel, wanted in preferences}
    chats = TelegramLink.objects.filter(user=OuterRef("pk"), blocked_at__isnull=True)
    browsers = list_active_subscriptions().filter(user=OuterRef("pk"))
    users = list_recipients(announcement, author).annotate(linked=Exists(chats), pushed=Exists(browsers))
    channels, languages, people = Counter[str](), Counter[str](), 0
    columns = (
        "pk",
        "locale",
        "phone",
        "phone_verified_at",
        "phone_vouched_at",
        "email_verified_at",
        "linked",
        "pushed",
    )
    for pk, language, phone, verified_at, vouched_at, email, linked, pushed in users.values_list(*columns):
        people += 1
        sms = find_sms_obstacle(ANNOUNCED, phone, verified_at=verified_at, vouched_at=vouched_at) is None
        reachable = {"in_app": True, "telegram": linked, "sms": sms, "email": email, "push": pushed}
        user_channels = {
            channel for channel in announcement.channels if reachable[channel] and preference.get((pk, channel), True)
        }
        if Channel.TELEGRAM in user_channels and not preference.get((pk, Channel.SMS)):
            user_channels.discard(Channel.SMS)
        channels.update(user_channels)
        languages[language] += Channel.SMS in user_channels
    parts = sum(count * count_sms_parts(announcement, language) for language, count in languages.items() if count)
    settings = get_system_settings()
    month = get_today(get_default_branch().zone).replace(day=1)
    return ReachEstimate(
        people=people,
        channels={str(channel): channels[channel] for channel in announcement.channels},
        sms_parts=parts,
        sms_price=parts * settings.sms_part_price,
        sms_spent=SmsMonth.objects.filter(month=month).values_list("spent", flat=True).first() or 0,
        sms_budget=settings.sms_month_budget,
        waits_until=get_quiet_end(announcement.send_at),
    )


def build_announcement_notification_data(announcement: Announcement) -> dict[str, Any]:
    """Return the data of the notification, with the texts in every language."""
    return {
        "announcement": str(announcement.pk),
        "title": fill_languages(announcement.title),
        "text": fill_languages(announcement.text),
    }


def list_managed_announcements(user: User) -> QuerySet[Announcement]:
    """Return the user's announcements, with what `get_target_name` reads; for the office also those to its groups and
    branches, and all for users of every branch.
    """
    condition = Q(author=user)
    if has_permission(user, "announcements.send_wide"):
        if user.all_branches:
            condition = ~Q(pk__in=[])
        else:
            condition |= _to_taught_groups(user)
            condition |= Q(scope=AnnouncementScope.BRANCH, object_id__in=list_user_branch_ids(user))
    return _with_target_names(Announcement.objects.filter(condition).select_related("author"))


def list_visible_announcements(
    user: User, *, scope: str | None = None, state: str | None = None
) -> QuerySet[Announcement]:
    """Return the announcements that the user may manage, and those to groups that they teach, with what
    `get_target_name` reads.
    """
    condition = Q(pk__in=list_managed_announcements(user).order_by().values("pk")) | _to_taught_groups(user)
    announcements = _with_target_names(Announcement.objects.filter(condition).select_related("author"))
    return filter_given(announcements, scope=scope).filter(**(STATES[state] if state else {}))


def _with_target_names(rows: QuerySet[Announcement]) -> QuerySet[Announcement]:
    target = OuterRef("object_id")
    group = Subquery(Group.objects.filter(pk=target).values("name"))
    branch = Subquery(Branch.objects.filter(pk=target).values("name"))
    course = Subquery(Course.objects.filter(pk=target).values("title"))
    return rows.annotate(place_name=Coalesce(group, branch), course_title=course)


def get_target_name(announcement: Any) -> str:
    """Return the name of its group, course or branch; "" for one to a role, or when that is gone."""
    return announcement.place_name or pick_translation(announcement.course_title or {})


def _to_taught_groups(user: User) -> Q:
    return Q(scope=AnnouncementScope.GROUP, object_id__in=list_taught_groups(user).order_by().values("pk"))


STATES: dict[str, dict[str, bool]] = {
    "scheduled": {"sent_at__isnull": True, "cancelled_at__isnull": True},
    "sent": {"sent_at__isnull": False},
    "cancelled": {"cancelled_at__isnull": False},
}


def get_announcement_state(announcement: Announcement) -> str:
    """Return `scheduled`, `sent` or `cancelled`."""
    return "cancelled" if announcement.cancelled_at else "sent" if announcement.sent_at else "scheduled"


def serialize_announcement(announcement: Announcement) -> dict[str, Any]:
    """Return the announcement as in the event of its group."""
    return {
        "announcement": str(announcement.pk),
        "author": announcement.author.full_name if announcement.author else "",
        "title": announcement.title,
        "text": announcement.text,
        "at": (announcement.sent_at or announcement.send_at).isoformat(),
    }


def list_recent_announcements(scope: str, object_id: UUID, *, limit: int = RECENT_LIMIT) -> list[dict[str, Any]]:
    """Return the last announcements to pupils of this group, course or branch, newest first, as in
    `announcement.published`.
    """
    sent = Announcement.objects.filter(scope=scope, object_id=object_id, sent_at__isnull=False)
    rows = sent.filter(audience__contains=[PUPILS]).select_related("author")
    return [serialize_announcement(row) for row in rows.order_by("-sent_at", "-id")[:limit]]


def _select_pupils(announcement: Announcement, author: User) -> Any:
    """Return the ids of the pupils of its groups within the author's reach, as a subquery.

    For a course and an author of every branch, also users who learn it online without a group.
    """
    groups: QuerySet[Group] = list_taught_groups(author)
    if announcement.scope == AnnouncementScope.GROUP:
        groups = groups.filter(pk=get_target_id(announcement))
    elif announcement.scope == AnnouncementScope.COURSE:
        groups = groups.filter(course=announcement.object_id)
    else:
        groups = groups.filter(branch__in=Branch.objects.filter(pk=get_target_id(announcement)))
    pupils = list_current_memberships(groups).values_list("student", flat=True)
    if announcement.scope != AnnouncementScope.COURSE or not author.all_branches:
        return User.objects.filter(pk__in=pupils).values("pk")
    online = (
        list_enrollments()
        .filter(build_active_enrollments_filter(), course=announcement.object_id)
        .order_by()
        .values("user")
    )
    return User.objects.filter(Q(pk__in=pupils) | Q(pk__in=online)).values("pk")


def count_sms_parts(announcement: Announcement, language: str) -> int:
    """Return the parts of its SMS in this language."""
    data = build_announcement_notification_data(announcement)
    return sms_size.measure_sms(render_notification(ANNOUNCED, Channel.SMS, language, data)[1]).parts
