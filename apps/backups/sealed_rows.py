"""Secrets in the database that are sealed with SECRET_KEY: check that the key opens them (a restore does not bring the
key), and seal them with a new key so that the old one can be removed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from apps.accounts.models import TotpDevice
from apps.accounts.services import mfa
from apps.certificates import key_rows
from apps.certificates.models import CertificateKey
from apps.core import sealing
from apps.jobs import sealing as jobs
from apps.jobs.models import Job, JobState
from apps.leads.models import TelegramStranger
from apps.leads.services import telegram_answers
from apps.messaging import eskiz_token
from apps.messaging.models import ProviderToken
from apps.notifications.models import PushSubscription
from apps.notifications.push import subscriptions
from apps.video import keys as video_keys
from apps.video.models import Video
from apps.webhooks import signing
from apps.webhooks.models import Webhook

REMEDY = (
    "Put the key of the old server into secret_key (SECRET_KEY), or behind the new one into secret_key_fallbacks "
    "(SECRET_KEY_FALLBACKS), and restart: nothing has to be restored again. Where it is lost, people set up their "
    "second factor anew, and webhooks, browsers and Eskiz's token have to be entered again (docs/backup.md)."
)


@dataclass(frozen=True)
class SealedColumn:
    """Rows with a sealed value: description, field, purpose, and the field with the id that it is bound to."""

    description: str
    rows: QuerySet[Any]
    field: str
    purpose: str
    bound_to: str = "pk"

    def get_first_and_last(self) -> list[Any]:
        """Return the first and the last written of its filled rows: after a change of the key, it opens
        only new rows.
        """
        return [row for order in ("updated_at", "-updated_at") if (row := self._full().order_by(order).first())]

    def can_open(self, row: Any) -> bool:
        """Return whether SECRET_KEY or a fallback opens the row."""
        sealed, row_id = bytes(getattr(row, self.field)), getattr(row, self.bound_to)
        return sealing.can_unseal(sealed, purpose=self.purpose, row_id=row_id)

    def list_old_key_rows(self) -> Iterator[tuple[Any, UUID, bytes]]:
        """Yield key, id and sealed bytes of each row that SECRET_KEY itself does not open; a fallback may."""
        for pk, row_id, sealed in self._full().values_list("pk", self.bound_to, self.field):
            if not sealing.can_unseal(bytes(sealed), purpose=self.purpose, row_id=row_id, newest_key_only=True):
                yield pk, row_id, bytes(sealed)

    def reseal(self) -> "ResealResult":
        """Seal with SECRET_KEY what a fallback opens. Rows written meanwhile are skipped."""
        resealed = unreadable = 0
        for pk, row_id, sealed in self.list_old_key_rows():
            try:
                secret = sealing.unseal(sealed, purpose=self.purpose, row_id=row_id)
            except sealing.UnsealError:
                unreadable += 1
                continue
            new_value = sealing.seal(secret, purpose=self.purpose, row_id=row_id)
            resealed += self.rows.filter(pk=pk, **{self.field: sealed}).update(**{self.field: new_value})
        return ResealResult(self.description, resealed, unreadable)

    def _full(self) -> QuerySet[Any]:
        return self.rows.exclude(**{self.field: b""}).exclude(**{self.field: None})


@dataclass(frozen=True)
class ResealResult:
    """Of one column: the number of rows sealed again, and of those that no key opens."""

    description: str
    resealed: int
    unopenable: int


_OLD_SECRETS = Webhook.objects.filter(old_secret_until__gt=Now())
_OPEN_JOBS = Job.objects.exclude(state__in=[JobState.DONE, JobState.DEAD])
SEALED_COLUMNS = (
    SealedColumn("second factors", TotpDevice.objects.all(), "sealed_secret", mfa.SEAL_PURPOSE, bound_to="user_id"),
    SealedColumn("webhooks' secrets", Webhook.objects.all(), "secret", signing.PURPOSE),
    SealedColumn("webhooks' secrets before the present ones", _OLD_SECRETS, "old_secret", signing.PURPOSE),
    SealedColumn("browsers' push subscriptions", PushSubscription.objects.all(), "sealed", subscriptions.PURPOSE),
    SealedColumn("Eskiz's token", ProviderToken.objects.all(), "sealed", eskiz_token.PURPOSE),
    SealedColumn("keys of certificates", CertificateKey.objects.all(), "sealed_signing_key", key_rows.SIGNING_PURPOSE),
    SealedColumn("keys of badges", CertificateKey.objects.all(), "sealed_badge_key", key_rows.BADGE_PURPOSE),
    SealedColumn("videos' secrets", Video.objects.all(), "secret", video_keys.PURPOSE),
    SealedColumn("chats of strangers", TelegramStranger.objects.all(), "sealed_chat", telegram_answers.PURPOSE),
    SealedColumn("secrets of waiting jobs", _OPEN_JOBS, "sealed", jobs.PURPOSE),
)


def find_columns_that_no_key_unseals() -> tuple[list[str], int]:
    """Return what neither SECRET_KEY nor its fallbacks open, by the oldest and newest row of each column, and the
    number of columns with rows.
    """
    filled = [(column, rows) for column in SEALED_COLUMNS if (rows := column.get_first_and_last())]
    return [column.description for column, rows in filled if not all(map(column.can_open, rows))], len(filled)


def count_rows_sealed_with_older_keys() -> int:
    """Count rows that a fallback opens and SECRET_KEY does not; 0 without fallbacks."""
    if not settings.SECRET_KEY_FALLBACKS:
        return 0
    return sum(
        sealing.can_unseal(sealed, purpose=column.purpose, row_id=row_id)
        for column in SEALED_COLUMNS
        for _pk, row_id, sealed in column.list_old_key_rows()
    )


def reseal_all_rows() -> list[ResealResult]:
    """Seal everything with SECRET_KEY; return one result per column, also for those without changes. Safe to repeat."""
    return [column.reseal() for column in SEALED_COLUMNS]
