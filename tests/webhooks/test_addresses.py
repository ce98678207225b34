"""No webhook reaches inside: however the address is written, whatever its name resolves to, and whenever."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from apps.webhooks.addresses import DeliveryFailed, parse_allowed_target, resolve_target_addresses
from apps.webhooks.models import Webhook
from tests.servers.webhook_receiver import NAME, build_http_answer
from tests.webhooks.webhook_helpers import LIST, make, the_delivery

TAKEN = (
    "https://example.uz",
    "https://crm.example.uz/a/b?c=d&e=%20",
    "https://xn--80aaxitdbjk.xn--p1ai:8443/hook",
    "https://93.184.216.34/hook",
    "https://[2606:2800:220:1:248:1893:25c8:1946]/hook",
    "https://3.example.uz/",
)
REFUSED = (
    "",
    "example.uz/hook",
    "http://example.uz/",
    "ftp://example.uz/",
    "file:///etc/passwd",
    "gopher://example.uz:443/",
    "https://",
    "https:///hook",
    "https://localhost/",
    "https://intranet/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://127.0.0.0x1/",
    "https://127.000.000.001/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://172.16.5.4/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://100.100.100.200/latest/meta-data/",
    "https://169.254.169.254/latest/meta-data/",
    "https://168.63.129.16/",
    "https://192.0.0.192/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:93.184.216.34]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b::5db8:d822]/",
    "https://[64:ff9b:1::1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:5db8:d822::1]/",
    "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[::1",
    "https://user@example.uz/",
    "https://user:password@example.uz/",
    "https://example.uz@127.0.0.1/",
    "https://example.uz\\@127.0.0.1/",
    "https://example.uz#@127.0.0.1/",
    "https://example.uz/#fragment",
    "https://example.uz:22/",
    "https://example.uz:6379/",
    "https://example.uz:80/",
    "https://example.uz:0443/",
    "https://example.uz:99999/",
    "https://example.uz:/",
    "https://example.uz:443:443/",
    "https://１２７.０.０.１/",
    "https://ⓛocalhost.example/",
    "https://пример.рф/",
    "https://exаmple.uz/",
    "https://example。uz/",
    "https://example%2euz/",
    "https://example.uz./",
    "https://-example.uz/",
    "https://exa mple.uz/",
    "https://example.uz/a b",
    "https://example.uz/\r\nHost: inside",
    "https://example.uz/é",
    "https://example.uz/" + "a" * 500,
    "https://" + "a" * 64 + ".uz/",
    "https://" + "a." * 130 + "uz/",
    "HTTPS://EXAMPLE.UZ/",
)


def test_only_public_https_addresses_are_accepted(db):
    taken = [url for url in (*TAKEN, *REFUSED) if may_be(url)]
    assert taken == list(TAKEN)


def may_be(url):
    try:
        parse_allowed_target(url)
    except ValidationError:
        return False
    return True


def test_invalid_address_is_refused_on_its_field_at_creation_and_change(admin, client_for):
    client, body = client_for(admin), {"event_types": ["coins.changed"]}
    for url in ("https://10.0.0.1/", "https://[::ffff:127.0.0.1]/", "https://user@example.uz/"):
        refused = client.post(LIST, {**body, "url": url})
        assert (refused.status, list(refused.json["fields"])) == (422, ["url"])
    made = client.post(LIST, {**body, "url": TAKEN[0]}).json["webhook"]["id"]
    assert client.patch(f"{LIST}{made}/", {"url": "https://10.0.0.1/"}).status == 422
    assert client.patch(f"{LIST}{made}/", {"url": "https://example.com/"}).json["url"] == "https://example.com/"
    assert list(client.post(LIST, {"url": TAKEN[0], "event_types": ["no.such"]}).json["fields"]) == ["event_types"]


INSIDE = (
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.31.255.254", "192.168.0.10", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "192.0.0.1", "198.18.0.1", "224.0.0.251", "255.255.255.255", "168.63.129.16", "::1", "::",
    "::ffff:10.0.0.1", "::ffff:93.184.216.34", "64:ff9b::a00:1", "2002:a00:1::1", "fc00::1", "fe80::1", "fd00:ec2::254",
)  # fmt: skip


def test_host_that_resolves_to_an_internal_address_is_not_called(admin, hook, names, monkeypatch, send):
    names[NAME] = [["127.0.0.1"]]
    make(admin, hook.named())
    send()
    assert the_delivery().state == "delivered"
    monkeypatch.setattr(settings.ENV, "webhooks_allowed_networks", [])
    Webhook.objects.update(url=f"https://{NAME}/")
    send()
    newest = Webhook.objects.get().deliveries.latest("id")
    assert (newest.state, newest.reason, newest.status) == ("waiting", "forbidden_address", None)
    assert len(hook.got) == 1


def test_host_with_one_internal_address_is_refused(names):
    target = parse_allowed_target(f"https://{NAME}/")
    names[NAME] = [["93.184.216.34", "2606:2800:220:1::1"]]
    assert list(map(str, resolve_target_addresses(target))) == names[NAME][0]
    for inside in INSIDE:
        for entry in ([inside], ["93.184.216.34", inside]):
            names[NAME] = [entry]
            with pytest.raises(DeliveryFailed, match="forbidden_address"):
                resolve_target_addresses(target)


def test_call_goes_to_the_address_that_was_checked(admin, hook, names, send):
    """A name that answers otherwise a moment later leads nowhere else: it is looked up once a try."""
    names[NAME] = [["127.0.0.1"], ["169.254.169.254"]]
    make(admin, hook.named())
    send()
    assert (names.asked, the_delivery().state) == ([NAME], "delivered")
    assert hook.got[0].headers["host"] == f"{NAME}:{hook.port}"
    send()
    assert names.asked == [NAME, NAME]
    assert len(hook.got) == 1
    assert Webhook.objects.get().deliveries.latest("id").reason == "forbidden_address"


def test_internal_network_is_called_only_when_it_is_allowed(admin, hook, names, client_for, monkeypatch, send):
    body = {"url": hook.url, "event_types": ["coins.changed"]}
    monkeypatch.setattr(settings.ENV, "webhooks_allowed_networks", ["10.0.0.0/8"])
    assert client_for(admin).post(LIST, body).status == 422
    assert client_for(admin).post(LIST, {**body, "url": "https://10.1.2.3:5678/"}).status == 201
    assert client_for(admin).post(LIST, {**body, "url": "https://169.254.169.254/"}).status == 422
    Webhook.objects.all().delete()
    monkeypatch.setattr(settings.ENV, "webhooks_allowed_networks", ["127.0.0.0/8"])
    make(admin, hook.url)
    send()
    assert the_delivery().state == "delivered"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_to_an_internal_address_is_not_followed(webhook, hook, status, send):
    http_answer = build_http_answer(status, b"", f"Location: https://127.0.0.1:{hook.port}/inside")
    hook.speak = lambda connection: connection.sendall(http_answer)
    send()
    row = the_delivery()
    assert (row.reason, row.status, len(hook.got)) == ("redirect", status, 1)


def test_proxy_of_the_environment_is_not_used(webhook, hook, monkeypatch, send):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    send()
    assert the_delivery().state == "delivered"


@pytest.mark.parametrize("debug", [True, False])
def test_plain_http_is_accepted_only_for_loopback_in_development(admin, client_for, settings, debug):
    settings.DEBUG = debug
    client, body = client_for(admin), {"event_types": ["coins.changed"]}
    statuses = [
        client.post(LIST, {**body, "url": url}).status
        for url in ("http://127.0.0.1:8001/", "http://localhost:8001/", "http://example.uz/", "http://10.0.0.1/")
    ]
    assert statuses == ([201, 201, 422, 422] if debug else [422] * 4)
