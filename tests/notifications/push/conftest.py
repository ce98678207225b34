"""A centre with a key, and a push service on loopback."""

import pytest

from apps.notifications.push import vapid
from tests.servers.push_service import start_push_service


@pytest.fixture
def service(settings, monkeypatch):
    """With DEBUG loopback may be reached without TLS."""
    settings.DEBUG = True
    monkeypatch.setattr(settings.ENV, "vapid_private_key", vapid.generate_private_key())
    monkeypatch.setattr(settings.ENV, "vapid_subject", "mailto:admin@example.uz")
    with start_push_service(vapid.get_public_key()) as running:
        yield running
