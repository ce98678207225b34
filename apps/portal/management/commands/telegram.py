"""`manage.py telegram`: fetch updates from Telegram, for a centre without a public address."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.messaging import telegram
from apps.portal.telegram.polling import WebhookActive, run_poller


class Command(BaseCommand):
    requires_system_checks = ("jobs",)
    help = "Ask Telegram for what people write to the bot. One is enough, a second waits for its turn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--take-over", action="store_true", help="end a webhook that is set")

        parser.add_argument("--patient", action="store_true", help="wait while a webhook is set instead of ending")

    def handle(self, *args: Any, **options: Any) -> None:
        if not telegram.is_configured():
            raise CommandError("There is no bot: set TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_NAME.")
        try:
            run_poller(delete_webhook=options["take_over"], wait_for_webhook=options["patient"])
        except WebhookActive as error:
            raise CommandError(
                f"Telegram sends updates to {error}. End that (`telegram_webhook delete`), or run with --take-over."
            ) from None
