"""`manage.py telegram_webhook set|delete|info`: manage the address to which Telegram sends updates."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.jobs.kinds import PermanentFailure, RetryLater
from apps.messaging import telegram
from apps.messaging.errors import NotSent
from apps.messaging.telegram import client
from apps.portal.telegram.commands import publish_commands

PATH = "/api/v1/notifications/telegram/webhook/"


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "Have Telegram send updates here (set), nowhere (delete), or say where they go (info)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["set", "delete", "info"])
        parser.add_argument("--url", default="", help="the platform's public address, if FRONTEND_URL is another")
        parser.add_argument("--replace", action="store_true", help="take updates away from another address")

    def handle(self, *args: Any, **options: Any) -> None:
        if not telegram.is_configured():
            raise CommandError("There is no bot: set TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_NAME.")
        try:
            getattr(self, f"_{options['what']}")(options)
        except (NotSent, PermanentFailure, RetryLater) as error:
            raise CommandError(str(error)) from None

    def _set(self, options: dict[str, Any]) -> None:
        """Set the webhook. A bot has one: another address is replaced only with `--replace`."""
        secret = settings.ENV.telegram_webhook_secret
        if not secret:
            raise CommandError("Set TELEGRAM_WEBHOOK_SECRET first: 16 to 256 of A-Z a-z 0-9 _ -")
        url = (options["url"] or str(settings.ENV.frontend_url)).rstrip("/")
        url = url if url.endswith(PATH.rstrip("/")) else url + PATH
        if not url.startswith("https://"):
            raise CommandError(f"Telegram sends to https addresses only, and this is {url}. Name another with --url.")
        standing = client.fetch_webhook_info().get("url", "")
        if standing not in ("", url):
            self.stderr.write(f"Another address is set: {standing}")
            if not options["replace"]:
                raise CommandError("Its updates would come here instead. To confirm, add --replace.")
        client.set_webhook(url, secret=secret)
        publish_commands()
        self.stdout.write(f"Updates of @{client.fetch_bot_profile().get('username', '')} come to {url}")

    def _delete(self, options: dict[str, Any]) -> None:
        client.delete_webhook()
        self.stdout.write("Updates are sent nowhere; Telegram keeps them for a day.")

    def _info(self, options: dict[str, Any]) -> None:
        info = client.fetch_webhook_info()
        self.stdout.write(f"address: {info.get('url') or 'none'}")
        self.stdout.write(f"waiting: {info.get('pending_update_count', 0)}")
        if info.get("last_error_message"):
            self.stdout.write(f"last error: {info['last_error_message']}")
