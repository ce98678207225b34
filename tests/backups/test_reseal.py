"""`manage.py reseal`: after it the older key can be taken off, and nothing that lies sealed is lost."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.accounts.models import Session, TotpDevice
from apps.accounts.services import mfa
from apps.backups import sealed_rows
from apps.core import sealing
from apps.core.uow import unit_of_work
from apps.jobs import sealing as job_sealing
from apps.jobs import services as jobs
from apps.jobs.models import Job
from apps.messaging import eskiz_token
from apps.messaging.models import ProviderToken
from apps.notifications.models import PushSubscription
from apps.notifications.push import subscriptions
from apps.webhooks import signing
from apps.webhooks.models import Webhook

pytestmark = pytest.mark.django_db
NEW_KEY = "another key " + "y" * 40


@pytest.fixture
def sealed_by_older_key(pupil, settings):
    """One row of each kind, sealed by a key that is a fallback now; that key."""
    old = str(settings.SECRET_KEY)
    secret = sealing.seal(b"totp", purpose=mfa.SEAL_PURPOSE, row_id=pupil.pk)
    TotpDevice.objects.create(user=pupil, sealed_secret=secret)
    webhook = Webhook(url="https://example.uz/", event_types=["payment.received"])
    webhook.secret, webhook.old_secret = (signing.seal_secret(text, webhook.pk) for text in ("present", "before"))
    webhook.old_secret_until = timezone.now() + timedelta(hours=5)
    webhook.save()
    now = timezone.now()
    session = Session.objects.create(user=pupil, last_used_at=now, expires_at=now + timedelta(days=1))
    browser = PushSubscription(user=pupil, session=session, service="push.example", seen_at=now)
    browser.sealed = sealing.seal(b"browser", purpose=subscriptions.PURPOSE, row_id=browser.pk)
    browser.save()
    token = ProviderToken(provider="eskiz")
    token.sealed = sealing.seal(b"token", purpose=eskiz_token.PURPOSE, row_id=token.pk)
    token.save()
    ProviderToken.objects.create(provider="another")
    with unit_of_work():
        jobs.enqueue(kind="sample.note", secret=b"code")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW_KEY, [old]
    return old


def opened() -> set[bytes]:
    """What can be opened of all kinds."""
    results = {secret.encode() for secret in signing.get_signing_secrets(Webhook.objects.get(), timezone.now())}
    device, browser = TotpDevice.objects.get(), PushSubscription.objects.get()
    token = ProviderToken.objects.get(provider="eskiz")
    for sealed, purpose, row_id in (
        (device.sealed_secret, mfa.SEAL_PURPOSE, device.user_id),
        (browser.sealed, subscriptions.PURPOSE, browser.pk),
        (token.sealed, eskiz_token.PURPOSE, token.pk),
    ):
        results.add(sealing.unseal(bytes(sealed), purpose=purpose, row_id=row_id))
    return results | {job_sealing.unseal_job_secret(bytes(job.sealed or b""), job.pk) for job in Job.objects.all()}


def resealed() -> str:
    output = StringIO()
    call_command("reseal", stdout=output)
    return output.getvalue()


def test_reseal_opens_everything_with_the_new_key(sealed_by_older_key, settings):
    assert sealed_rows.count_rows_sealed_with_older_keys() == 6
    output = resealed()
    assert "browsers' push subscriptions: 1 sealed anew" in output
    assert "6 sealed anew, 0 need an older key" in output
    settings.SECRET_KEY_FALLBACKS = []
    assert opened() == {b"totp", b"present", b"before", b"browser", b"token", b"code"}
    assert "0 sealed anew, 0 need an older key" in resealed()


def test_without_reseal_nothing_opens(sealed_by_older_key, settings):
    settings.SECRET_KEY_FALLBACKS = []
    assert sealed_rows.count_rows_sealed_with_older_keys() == 0
    with pytest.raises(sealing.UnsealError):
        opened()
    with pytest.raises(CommandError, match="Some are opened by no key"):
        resealed()
    settings.SECRET_KEY_FALLBACKS = [sealed_by_older_key]
    assert len(opened()) == 6, "what no key opened was left as it was"


def test_reseal_keeps_rows_written_meanwhile(sealed_by_older_key, monkeypatch):
    real = sealing.seal

    def somebody_is_faster(secret: bytes, **more: Any) -> bytes:
        if secret == b"token":
            ProviderToken.objects.filter(provider="eskiz").update(sealed=real(b"newer token", **more))
        return real(secret, **more)

    monkeypatch.setattr(sealing, "seal", somebody_is_faster)
    assert "5 sealed anew, 0 need an older key" in resealed()
    assert b"newer token" in opened()
