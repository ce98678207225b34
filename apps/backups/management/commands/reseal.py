"""`manage.py reseal`: seal the secrets in the database with the newest key, so that older keys can be removed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.backups import sealed_rows


class Command(BaseCommand):
    help = (
        "Seal with SECRET_KEY whatever a key in SECRET_KEY_FALLBACKS opens (docs/security.md). Restart every process "
        "with the new key first: one that has the old key alone opens nothing of it any more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        results = sealed_rows.reseal_all_rows()
        for result in results:
            if result.resealed or result.unopenable:
                unreadable = f", {result.unopenable} that no key opens" if result.unopenable else ""
                self.stdout.write(f"{result.description}: {result.resealed} sealed anew{unreadable}")
        remaining = sealed_rows.count_rows_sealed_with_older_keys()
        self.stdout.write(f"{sum(result.resealed for result in results)} sealed anew, {remaining} need an older key")
        if remaining:
            raise CommandError("Some were written by an older key meanwhile: restart every process, then run it again.")
        if any(result.unopenable for result in results):
            raise CommandError(f"Some are opened by no key. {sealed_rows.REMEDY}")
