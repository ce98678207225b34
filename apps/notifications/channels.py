"""The ways a message can reach a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """`in_app` is the list and the socket; the others go out to an address, `push` to browsers that asked for it."""

    IN_APP = "in_app", _("In the app")
    TELEGRAM = "telegram", _("Telegram")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    PUSH = "push", _("On the device")


EXTERNAL_CHANNELS = (Channel.TELEGRAM, Channel.SMS, Channel.EMAIL, Channel.PUSH)
"""Channels with a delivery row for each message."""
TELEGRAM_CHANNELS = (Channel.IN_APP, Channel.TELEGRAM, Channel.PUSH)
EMAIL_CHANNELS = (Channel.IN_APP, Channel.EMAIL)
ALL_BUT_SMS = (Channel.IN_APP, Channel.TELEGRAM, Channel.EMAIL, Channel.PUSH)
"""What types declare: what is worth a message on the phone by Telegram is worth one by push, which only they get who
asked for it on a device. Nobody gets an SMS by default but in place of a Telegram message that cannot arrive.
"""
