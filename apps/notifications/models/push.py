"""Push subscriptions of browsers."""

from django.conf import settings
from django.db import models

from apps.accounts.models import Session
from apps.core.models import BaseModel


class PushSubscription(BaseModel):
    """A browser of a user that gets push messages while its session lasts.

    `sealed` holds endpoint and keys (`push.subscriptions`), which are secret. `endpoint_sha256` is the hash of the
    endpoint, `service` its host. `seen_at` is when the browser last subscribed, `failures` counts refusals since the
    last success.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    endpoint_sha256 = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    service = models.CharField(max_length=255)
    seen_at = models.DateTimeField()
    last_success_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"push to {self.user_id} by {self.service}"
