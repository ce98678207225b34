"""`manage.py first_run_code`: print a one-time code for the first-run page."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.errors import NotFound
from apps.portal.services.first_run_code import LIFETIME, issue_first_run_code


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "Print a new one-time code for the first-run page, which sets up a centre without users."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default=settings.ENV.frontend_url, help="the address of the server")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = issue_first_run_code()
        except NotFound as error:
            raise CommandError("A user exists already, so there is no first run. Sign in instead.") from error
        self.stdout.write(
            f"Open this page and set up your centre:  {options['url'].rstrip('/')}/app/first-run#code={code}"
        )
        self.stdout.write(
            f"One-time code:  {code}  (for {LIFETIME.total_seconds() / 3600:.0f} hours; a new one replaces it)"
        )
