"""What lies sealed in the database by SECRET_KEY: whether that is the key that opens it, as a database comes back
without its key, and how it comes under a new key, so that the old one can be taken off.
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
from apps.core import sealing
from apps.jobs import sealing as jobs
from apps.jobs.models import Job, JobState
from apps.messaging import eskiz_token
from apps.messaging.models import ProviderToken
from apps.notifications.models import PushSubscription
from apps.notifications.push import subscriptions
from apps.webhooks import signing
from apps.webhooks.models import Webhook

REMEDY = (
    "Put the key of the old server into secret_key (SECRET_KEY), or behind the new one into secret_key_fallbacks "
    "(SECRET_KEY_FALLBACKS), and restart: nothing has to be restored again. Where it is lost, people set up their "
    "second factor anew, and webhooks, browsers and Eskiz's token have to be entered again (docs/backup.md)."
)


@dataclass(frozen=True)
class SealedColumn:
    """Rows that hold something sealed: what it is, in which field, for which purpose, bound to whose id."""

    what: str
    rows: QuerySet[Any]
    field: str
    purpose: str
    bound_to: str = "pk"

    def ends(self) -> list[Any]:
        """The rows that were written first and last of those that hold something: a key that was changed opens the new
        ones alone.
        """
        full = self._full()
        return [row for row in (full.order_by("updated_at").first(), full.order_by("-updated_at").first()) if row]

    def opens(self, row: Any) -> bool:
        """Whether SECRET_KEY or a fallback opens it."""
        return sealing.opens(bytes(getattr(row, self.field)), purpose=self.purpose, row_id=getattr(row, self.bound_to))

    def by_older_key(self) -> Iterator[tuple[Any, UUID, bytes]]:
        """Key, id and sealed bytes of each row that SECRET_KEY itself does not open; a fallback may."""
        for pk, row_id, sealed in self._full().values_list("pk", self.bound_to, self.field):
            if not sealing.opens(bytes(sealed), purpose=self.purpose, row_id=row_id, newest=True):
                yield pk, row_id, bytes(sealed)

    def reseal(self) -> "ResealResult":
        """Seal with SECRET_KEY what a fallback opens. A row that somebody writes meanwhile is left to them."""
        done = shut = 0
        for pk, row_id, sealed in self.by_older_key():
            try:
                secret = sealing.unseal(sealed, purpose=self.purpose, row_id=row_id)
            except sealing.Unreadable:
                shut += 1
                continue
            anew = sealing.seal(secret, purpose=self.purpose, row_id=row_id)
            done += self.rows.filter(pk=pk, **{self.field: sealed}).update(**{self.field: anew})
        return ResealResult(self.what, done, shut)

    def _full(self) -> QuerySet[Any]:
        return self.rows.exclude(**{self.field: b""}).exclude(**{f"{self.field}__isnull": True})


@dataclass(frozen=True)
class ResealResult:
    """Of one kind: how many rows were sealed anew, and how many no key opens."""

    what: str
    done: int
    shut: int


SEALED_COLUMNS = (
    SealedColumn("second factors", TotpDevice.objects.all(), "sealed_secret", mfa.SEAL_PURPOSE, bound_to="user_id"),
    SealedColumn("webhooks' secrets", Webhook.objects.all(), "secret", signing.PURPOSE),
    SealedColumn(
        "webhooks' secrets before the present ones",
        Webhook.objects.filter(old_secret_until__gt=Now()),
        "old_secret",
        signing.PURPOSE,
    ),
    SealedColumn("browsers' push subscriptions", PushSubscription.objects.all(), "sealed", subscriptions.PURPOSE),
    SealedColumn("Eskiz's token", ProviderToken.objects.all(), "sealed", eskiz_token.PURPOSE),
    SealedColumn(
        "secrets of waiting jobs", Job.objects.exclude(state__in=[JobState.DONE, JobState.DEAD]), "sealed", jobs.PURPOSE
    ),
)


def find_unopenable_columns() -> tuple[list[str], int]:
    """What neither SECRET_KEY nor its fallbacks open, judged by the oldest and newest row of each kind, and how many
    kinds there are.
    """
    there = [(kind, rows) for kind in SEALED_COLUMNS if (rows := kind.ends())]
    return [kind.what for kind, rows in there if not all(map(kind.opens, rows))], len(there)


def count_rows_with_older_keys() -> int:
    """How many rows a fallback opens and SECRET_KEY does not; 0 without fallbacks."""
    if not settings.SECRET_KEY_FALLBACKS:
        return 0
    return sum(
        sealing.opens(sealed, purpose=kind.purpose, row_id=row_id)
        for kind in SEALED_COLUMNS
        for _pk, row_id, sealed in kind.by_older_key()
    )


def reseal_all() -> list[ResealResult]:
    """Bring everything under SECRET_KEY; by kind, those of which nothing was to be done too. Safe to run again."""
    return [kind.reseal() for kind in SEALED_COLUMNS]
