"""The office's pages for settings, branches, statuses, webhooks, erasures, audit and health in a real Chromium."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, OnboardingQuestion
from apps.backups.models import BackupRun
from apps.portal.services.erasure import request_erasure
from apps.settings.queries import get_system_settings
from apps.webhooks.models import WebhookDelivery
from apps.webhooks.services import create_webhook
from tests import factories
from tests.accounts.people import pictures
from tests.pages.browser import make_login
from tests.payments import payment_data as money
from tests.payments.office.office_calls import confirm_payment


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_centre(play, group, pupil, second_pupil, stranger, parent, admin):
    for child in (pupil, second_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
        request_erasure(child=child, guardian=parent)
    webhook, _ = create_webhook(
        actor=admin, url="https://books.example.uz/talim", description="", event_types=["payment.refunded"]
    )
    failed = WebhookDelivery.objects.create(
        webhook=webhook, event_id=uuid.uuid4(), type="payment.refunded", api_version="v1", data={},
        happened_at=timezone.now(), state="failed", tries=9, status=500, reason="answered",
    )  # fmt: skip
    ended = timezone.now() - timedelta(hours=5, minutes=10)
    BackupRun.objects.create(started_at=ended, finished_at=ended, ok=True)
    play("office-centre", login=make_login(admin))
    failed.refresh_from_db()
    assert failed.state == "waiting"
    stranger.refresh_from_db()
    assert not stranger.is_active
    questions = OnboardingQuestion.objects.filter(archived_at=None).order_by("place")
    asked = [(q.text["en"], [choice["text"]["en"] for choice in q.choices], q.required) for q in questions]
    assert asked == [("Which school?", [], False), ("Who told you?", ["A friend", "An advertisement"], True)]
    settings = get_system_settings()
    assert (settings.centre_name, settings.coins_for_attendance) == ("Ilm ziyo", 7)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_logo_and_colour(play, group, pupil, admin, tmp_path):
    payment = money.create_payment_due(pupil, group, title="November")
    assert confirm_payment(factories.client_for(admin), payment, method="transfer").status == 200
    photo = tmp_path / "logo.jpg"
    photo.write_bytes(pictures.make_jpeg())
    play("office-look", login=make_login(admin), photo=str(photo))
    settings = get_system_settings()
    assert settings.centre_colour == "#6d28d9"
    assert settings.logo is not None
