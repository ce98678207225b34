"""What Telegram shows behind `/`: the commands, in the languages of the platform."""

from django.conf import settings
from django.utils.translation import override

from apps.core.translated_texts import LANGUAGES
from apps.messaging.telegram import client
from apps.portal.telegram.commands import COMMANDS


def publish_commands() -> None:
    """Tell Telegram the commands in every language; whoever has another one reads the platform's own."""
    for language in ("", *LANGUAGES):
        with override(language or settings.LANGUAGE_CODE):
            client.set_commands([(one.name, str(one.description)) for one in COMMANDS], language=language)
