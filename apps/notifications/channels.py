"""The ways a message can reach a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """`in_app` is the list and the socket; the others go out to an address."""

    IN_APP = "in_app", _("In the app")
    TELEGRAM = "telegram", _("Telegram")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")


OUTSIDE = (Channel.TELEGRAM, Channel.SMS, Channel.EMAIL)
"""Channels with a delivery row for each message."""
BY_TELEGRAM = (Channel.IN_APP, Channel.TELEGRAM)
BY_EMAIL = (Channel.IN_APP, Channel.EMAIL)
EVERYWHERE = (Channel.IN_APP, Channel.TELEGRAM, Channel.EMAIL)
"""What types declare: nobody gets an SMS by default but in place of a Telegram message that cannot arrive."""
