"""Whether SECRET_KEY is the one that opens what lies sealed in the database: a database comes back without its key."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

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
class Kind:
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
        full = self.rows.exclude(**{self.field: b""}).exclude(**{f"{self.field}__isnull": True})
        return [row for row in (full.order_by("updated_at").first(), full.order_by("-updated_at").first()) if row]

    def opens(self, row: Any) -> bool:
        """Whether SECRET_KEY or a fallback opens it."""
        try:
            sealing.unseal(bytes(getattr(row, self.field)), purpose=self.purpose, row_id=getattr(row, self.bound_to))
        except sealing.Unreadable:
            return False
        return True


KINDS = (
    Kind("second factors", TotpDevice.objects.all(), "sealed_secret", mfa.PURPOSE, bound_to="user_id"),
    Kind("webhooks' secrets", Webhook.objects.all(), "secret", signing.PURPOSE),
    Kind("browsers' push subscriptions", PushSubscription.objects.all(), "sealed", subscriptions.PURPOSE),
    Kind("Eskiz's token", ProviderToken.objects.all(), "sealed", eskiz_token.PURPOSE),
    Kind(
        "secrets of waiting jobs", Job.objects.exclude(state__in=[JobState.DONE, JobState.DEAD]), "sealed", jobs.PURPOSE
    ),
)


def cannot_be_opened() -> tuple[list[str], int]:
    """What neither SECRET_KEY nor its fallbacks open, judged by the oldest and newest row of each kind, and how many
    kinds there are.
    """
    there = [(kind, rows) for kind in KINDS if (rows := kind.ends())]
    return [kind.what for kind, rows in there if not all(map(kind.opens, rows))], len(there)
