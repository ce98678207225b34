"""What a person says about types, channels, quiet hours and digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.notifications.channels import Channel
from apps.notifications.composition import DIGEST_TYPE
from apps.notifications.models import MessageSettings, NotificationPreference
from apps.notifications.types import NotificationType, all_types
from apps.settings.queries import system


@dataclass(frozen=True)
class ChannelOverride:
    """One word of a person: this type by this channel, or not."""

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
    """Put this in the place of everything that the person said before. Times that are None are the centre's.

    Raises Invalid on `preferences.<n>.type`, `.channel` or `.wanted` for what there is not, what cannot be switched off
    and what the centre does not pay for; on `preferences` for the same twice.
    """
    for number, one in enumerate(own):
        _check_override(one, field=f"preferences.{number}")
    if len({(one.type, one.channel) for one in own}) < len(own):
        raise Invalid.field("preferences", _("The same type and channel stand here twice."))
    said = {"quiet_from": quiet_from, "quiet_until": quiet_until, "digest_at": digest_at}
    usual = system()
    times = {name: getattr(usual, name) if at is None else at for name, at in said.items()}
    centres = [name for name, at in said.items() if at is None]
    rows = [NotificationPreference(user=user, type=o.type, channel=o.channel, wanted=o.wanted) for o in own]
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        NotificationPreference.objects.filter(user=user).delete()
        NotificationPreference.objects.bulk_create(rows)
        if len(centres) == len(said) and digest == "off":
            MessageSettings.objects.filter(user=user).delete()
        else:
            MessageSettings.objects.update_or_create(
                user=user, defaults={**times, "centres": centres, "digest": digest}
            )


def mute_type(user: User, type: str, channel: str) -> None:  # noqa: A002
    """The person wants no more messages of this type by this channel; Invalid as in `save_preferences`, on `type` or `channel`."""
    _save_override(user, ChannelOverride(type, channel, wanted=False))


def unmute_type(user: User, type: str, channel: str) -> None:  # noqa: A002
    """The person wants messages of this type by this channel (again); Invalid as in `save_preferences`."""
    _save_override(user, ChannelOverride(type, channel, wanted=True))


def _save_override(user: User, one: ChannelOverride) -> None:
    declared = _check_override(one)
    with unit_of_work():
        if one.wanted and one.channel in declared.channels:
            NotificationPreference.objects.filter(user=user, type=one.type, channel=one.channel).delete()
        else:
            NotificationPreference.objects.update_or_create(
                user=user, type=one.type, channel=one.channel, defaults={"wanted": one.wanted}
            )


def _check_override(one: ChannelOverride, *, field: str = "") -> NotificationType:
    """The type, when this can be said of it."""
    within = f"{field}." if field else ""
    declared = all_types().get(one.type)
    if declared is None or one.type == DIGEST_TYPE:
        raise Invalid.field(f"{within}type", _("There is no such type of message."))
    if one.channel not in Channel.values:
        raise Invalid.field(f"{within}channel", _("There is no such channel."))
    if not one.wanted and declared.is_fixed(one.channel):
        raise Invalid.field(f"{within}wanted", _("These messages cannot be switched off here."))
    if one.wanted and not declared.offers(one.channel):
        raise Invalid.field(f"{within}wanted", _("These messages do not go out by SMS."))
    return declared
