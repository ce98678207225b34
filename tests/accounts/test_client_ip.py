"""The client's address comes from our own proxies, never from what a client writes."""

import pytest
from django.test import RequestFactory

from apps.accounts.client_ip import get_client_ip


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "address"),
    [
        (0, None, "10.0.0.9", "10.0.0.9"),
        (0, "1.1.1.1", "10.0.0.9", "10.0.0.9"),
        (1, "1.1.1.1", "10.0.0.9", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "10.0.0.9", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.8", "10.0.0.9", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.9", "10.0.0.9"),
        (1, "nonsense", "10.0.0.9", None),
        (1, "::1", "10.0.0.9", "::1"),
        (0, None, "", None),
    ],
)
def test_only_entries_of_trusted_proxies_count(proxies, forwarded, peer, address, settings):
    settings.NINJA_NUM_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)
    assert get_client_ip(request) == address
