"""`manage.py reseal`: seal with the newest key what lies sealed in the database, so that older ones can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.backups import sealed_rows


class Command(BaseCommand):
    help = (
        "Seal with SECRET_KEY whatever a key in SECRET_KEY_FALLBACKS opens (docs/security.md). Restart every process "
        "with the new key first: one that has the old key alone opens nothing of it any more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = sealed_rows.reseal_all()
        for one in found:
            if one.done or one.shut:
                shut = f", {one.shut} that no key opens" if one.shut else ""
                self.stdout.write(f"{one.what}: {one.done} sealed anew{shut}")
        left = sealed_rows.count_rows_with_older_keys()
        self.stdout.write(f"{sum(one.done for one in found)} sealed anew, {left} need an older key")
        if left:
            raise CommandError("Some were written by an older key meanwhile: restart every process, then run it again.")
        if any(one.shut for one in found):
            raise CommandError(f"Some are opened by no key. {sealed_rows.REMEDY}")
