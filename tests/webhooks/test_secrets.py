"""The secret is shown once and lies sealed; for a day after another one was made both sign."""

from datetime import timedelta

from django.utils import timezone

from apps.settings.models import AuditLog, AuditValues
from apps.webhooks.models import Webhook
from tests import factories
from tests.webhooks.webhook_helpers import LIST, happen, is_signed, make, the_delivery


def test_secret_is_shown_once_and_never_stored_in_clear(webhook, secret, admin, hook, client_for):
    assert secret.startswith("whsec_")
    assert secret.encode() not in bytes(webhook.secret)
    for path in (LIST, f"{LIST}{webhook.pk}/"):
        assert secret not in client_for(admin).get(path).content.decode()
    assert secret not in str(list(AuditValues.objects.values_list("values", flat=True)))


def test_old_and_new_secret_both_sign_for_a_day_after_rotation(admin, hook, client_for, send):
    webhook, old = make(admin, hook.url)
    path = f"{LIST}{webhook.pk}/rotate-secret/"
    assert factories.client_for(admin, stepped_up=False).post(path).json["code"] == "step_up_required"
    new = client_for(admin).post(path).json["secret"]
    assert new != old
    for hours, expected in ((0, (True, True)), (25, (True, False))):
        Webhook.objects.update(old_secret_until=timezone.now() + timedelta(hours=24 - hours))
        send()
        assert (is_signed(hook.got[-1], new), is_signed(hook.got[-1], old)) == expected
    assert AuditLog.objects.filter(actor=admin, action="webhooks.rotate_secret").count() == 1


def test_webhook_with_an_unreadable_secret_sends_nothing(webhook, hook, work, settings):
    happen()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" + "y" * 40, []
    work()
    assert (hook.got, the_delivery().reason) == ([], "secret")
