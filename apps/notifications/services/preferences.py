"""Save a user's choices of types, channels, quiet hours and digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.notifications.channels import Channel
from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.models import MessageSettings, NotificationPreference
from apps.notifications.types import NotificationType, get_notification_types_by_name
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class ChannelOverride:
    """One choice of a user: to get this type by this channel, or not."""

    type: str
    channel: str
    wanted: bool


def save_preferences(
    *,
    user: User,
    own: Sequence[ChannelOverride],
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    digest: str = "off",
    digest_at: time | None = None,
) -> None:
    """Replace all choices of the user. Times that are None are the centre's.

    Raise Invalid on `preferences.<n>.type`, `.channel` or `.wanted` for an unknown type or channel, one that cannot be
    switched off, and one not offered by SMS; on `preferences` for a pair given twice.
    """
    for number, override in enumerate(own):
        _check_override(override, field=f"preferences.{number}")
    if len({(override.type, override.channel) for override in own}) < len(own):
        raise Invalid.field("preferences", _("The same type and channel are given twice."))
    times_given = {"quiet_from": quiet_from, "quiet_until": quiet_until, "digest_at": digest_at}
    centre_settings = get_system_settings()
    times = {name: getattr(centre_settings, name) if at is None else at for name, at in times_given.items()}
    centres = [name for name, at in times_given.items() if at is None]
    rows = [NotificationPreference(user=user, type=o.type, channel=o.channel, wanted=o.wanted) for o in own]
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        NotificationPreference.objects.filter(user=user).delete()
        NotificationPreference.objects.bulk_create(rows)
        if len(centres) == len(times_given) and digest == "off":
            MessageSettings.objects.filter(user=user).delete()
        else:
            values = {**times, "centres": centres, "digest": digest}
            MessageSettings.objects.update_or_create(user=user, defaults=values)


def mute_type(user: User, type: str, channel: str) -> None:  # noqa: A002
    """Switch off messages of this type on this channel. Raise Invalid as `save_preferences`, on `type` or `channel`."""
    _save_override(user, ChannelOverride(type, channel, wanted=False))


def unmute_type(user: User, type: str, channel: str) -> None:  # noqa: A002
    """Switch on messages of this type on this channel. Raise Invalid as `save_preferences`."""
    _save_override(user, ChannelOverride(type, channel, wanted=True))


def _save_override(user: User, override: ChannelOverride) -> None:
    declared = _check_override(override)
    key: dict[str, Any] = {"user": user, "type": override.type, "channel": override.channel}
    with unit_of_work():
        if override.wanted and override.channel in declared.default_channels:
            NotificationPreference.objects.filter(**key).delete()
        else:
            NotificationPreference.objects.update_or_create(**key, defaults={"wanted": override.wanted})


def _check_override(override: ChannelOverride, *, field: str = "") -> NotificationType:
    """Return the type, when this choice is possible."""
    within = f"{field}." if field else ""
    declared = get_notification_types_by_name().get(override.type)
    if declared is None or override.type == DIGEST_TYPE:
        raise Invalid.field(f"{within}type", _("There is no such type of message."))
    if override.channel not in Channel.values:
        raise Invalid.field(f"{within}channel", _("There is no such channel."))
    if not override.wanted and declared.is_fixed(override.channel):
        raise Invalid.field(f"{within}wanted", _("These messages cannot be switched off."))
    if override.wanted and not declared.offers_channel(override.channel):
        raise Invalid.field(f"{within}wanted", _("These messages are not sent by SMS."))
    return declared
