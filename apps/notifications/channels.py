"""The channels that can carry a message to a user."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """`in_app` is the list and the socket; the others send to an address, `push` to subscribed browsers."""

    IN_APP = "in_app", _("In the app")
    TELEGRAM = "telegram", _("Telegram")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    PUSH = "push", _("On the device")


EXTERNAL_CHANNELS = (Channel.TELEGRAM, Channel.SMS, Channel.EMAIL, Channel.PUSH)
"""Channels that get a delivery row for each message."""
TELEGRAM_CHANNELS = (Channel.IN_APP, Channel.TELEGRAM, Channel.PUSH)
EMAIL_CHANNELS = (Channel.IN_APP, Channel.EMAIL)
ALL_BUT_SMS = (Channel.IN_APP, Channel.TELEGRAM, Channel.EMAIL, Channel.PUSH)
"""Channel sets for declared types. Every type with Telegram also has push, which only subscribed browsers get. SMS is
never a default: it only replaces a Telegram message that cannot be delivered.
"""
