"""Which messages a user gets by which channel, and when: the declared defaults, changed by the user's own choices."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.notifications.channels import EXTERNAL_CHANNELS, Channel
from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.hours import MessageHours
from apps.notifications.models import MessageSettings, Notification, NotificationPreference
from apps.notifications.models.preferences import DigestMode
from apps.notifications.types import NotificationType, get_notification_types_by_name
from apps.settings.queries import get_default_branch, get_system_settings

TIME_FIELDS = ("quiet_from", "quiet_until", "digest_at")


@dataclass(frozen=True)
class ChannelChoice:
    """How one user gets one message: whether it is in the app's list, which external channels carry it, and whether an
    SMS may replace Telegram.
    """

    in_app: bool
    external: tuple[Channel, ...]
    falls_back: bool


def choose_channels(
    user: User,
    declared_type: NotificationType,
    channels: Collection[str] | None = None,
    *,
    overrides: Mapping[str, bool] | None = None,
) -> ChannelChoice:
    """Return how the user gets a message of this type. `channels` replace the type's own; the user's choices apply to
    both (`overrides`: where they are loaded already, as by `load_channel_overrides`).

    Telegram and SMS are both used only when the user chose so. Otherwise SMS is the fallback of Telegram, where the
    type (or `channels`) allows it.
    """
    if overrides is None:
        overrides = get_channel_overrides(user, declared_type.name)
    defaults = set(declared_type.default_channels if channels is None else channels)
    wanted = {
        channel
        for channel in EXTERNAL_CHANNELS
        if declared_type.is_fixed(channel) or overrides.get(channel, channel in defaults)
    }
    can_use_sms = declared_type.offers_channel(Channel.SMS) or Channel.SMS in defaults
    asked_for_sms = overrides.get(Channel.SMS) is True and can_use_sms
    fallback_allowed = Channel.SMS in defaults or (channels is None and declared_type.falls_back)
    if not asked_for_sms and (Channel.TELEGRAM in defaults | wanted or Channel.SMS not in defaults):
        wanted.discard(Channel.SMS)
    return ChannelChoice(
        in_app=declared_type.is_fixed(Channel.IN_APP)
        or (not declared_type.secrets and overrides.get(Channel.IN_APP, not declared_type.on_request)),
        external=tuple(channel for channel in EXTERNAL_CHANNELS if channel in wanted),
        falls_back=fallback_allowed and Channel.SMS not in wanted and overrides.get(Channel.SMS) is not False,
    )


def list_types_for_user(user: User) -> list[NotificationType]:
    """Return the types that can reach the user, by name: by role, as a guardian, or by permission; also types that the
    user got before or made a choice about. The digest is not among them.
    """
    roles = {user.role}
    if Guardian.objects.filter(parent=user, ended_at__isnull=True).exists():
        roles.add(Role.PARENT)
    known_types = set(Notification.objects.filter(user=user).order_by().values_list("type", flat=True).distinct())
    known_types.update(NotificationPreference.objects.filter(user=user).values_list("type", flat=True))
    return [
        declared
        for name, declared in sorted(get_notification_types_by_name().items())
        if name != DIGEST_TYPE
        and not declared.secrets
        and (name in known_types or declared.can_reach(roles, user.permission_set))
    ]


def get_channel_overrides(user: User, type_: str) -> dict[str, bool]:
    """Return the user's own choices for a type, by channel."""
    return dict(NotificationPreference.objects.filter(user=user, type=type_).values_list("channel", "wanted"))


def load_channel_overrides(users: Collection[User], type_: str) -> dict[UUID, dict[str, bool]]:
    """Return what `get_channel_overrides` does for these users, by id; one query."""
    chosen: dict[UUID, dict[str, bool]] = {user.pk: {} for user in users}
    rows = NotificationPreference.objects.filter(user__in=users, type=type_)
    for user_id, channel, wanted in rows.values_list("user_id", "channel", "wanted"):
        chosen[user_id][channel] = wanted
    return chosen


def list_users_who_want(users: Collection[User], type_: str) -> set[UUID]:
    """Return the ids of those of these users who switched the type on, on whatever channel; one query."""
    rows = NotificationPreference.objects.filter(user__in=users, type=type_, wanted=True)
    return set(rows.values_list("user_id", flat=True))


def is_type_muted(user: User, declared_type: NotificationType, channel: str) -> bool:
    """Return whether the user switched off this type on this channel, where that is possible."""
    return not declared_type.is_fixed(channel) and get_channel_overrides(user, declared_type.name).get(channel) is False


def get_quiet_hours_and_digest(user: User) -> MessageHours:
    """Return the user's quiet hours and digest; the centre's, where the user chose none. In the user's time zone."""
    return load_quiet_hours_and_digests([user])[user.pk]


def load_quiet_hours_and_digests(users: Collection[User]) -> dict[UUID, MessageHours]:
    """Return what `get_quiet_hours_and_digest` does for these users, by id; one query."""
    centre_settings = get_system_settings()
    chosen = {row.user_id: row for row in MessageSettings.objects.filter(user__in=users)}
    hours = {}
    for user in users:
        settings = chosen.get(user.pk)
        overrides = _read_time_overrides(settings)
        times = {name: chosen_time or getattr(centre_settings, name) for name, chosen_time in overrides.items()}
        digest = settings is not None and settings.digest == DigestMode.DAILY
        hours[user.pk] = MessageHours(zone=user.zone, digest=digest, **times)
    return hours


def get_quiet_end(moment: datetime) -> datetime | None:
    """Return the end of the centre's quiet hours that the moment falls into; None when it falls into none."""
    settings = get_system_settings()
    times = {name: getattr(settings, name) for name in TIME_FIELDS}
    end = MessageHours(zone=get_default_branch().zone, digest=False, **times).skip_quiet_hours(moment)
    return end if end > moment else None


def get_quiet_and_digest_overrides(user: User) -> dict[str, time | None]:
    """Return the times that the user chose; None where the centre's apply."""
    return _read_time_overrides(MessageSettings.objects.filter(user=user).first())


def _read_time_overrides(settings: MessageSettings | None) -> dict[str, time | None]:
    own = set() if settings is None else {*TIME_FIELDS} - {*settings.centres}
    return {name: getattr(settings, name) if name in own else None for name in TIME_FIELDS}
