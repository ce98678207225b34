"""The command menu of the bot in Telegram."""

from django.conf import settings
from django.utils.translation import override

from apps.core.translated_texts import LANGUAGES
from apps.messaging.telegram import client
from apps.portal.telegram.commands import COMMANDS


def publish_commands() -> None:
    """Send the commands to Telegram in every language; other languages get the platform's default."""
    for language in ("", *LANGUAGES):
        with override(language or settings.LANGUAGE_CODE):
            client.set_commands([(command.name, str(command.description)) for command in COMMANDS], language=language)
