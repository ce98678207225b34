"""Receivers that answer badly: too slowly, without end, packed, in no HTTP, with somebody else's certificate."""

import gzip
import itertools
import time

import pytest

from apps.webhooks import client
from apps.webhooks.models import Webhook
from tests.processes import find_free_port
from tests.servers.raw_http import MEGABYTE
from tests.servers.webhook_receiver import NAME, WebhookAuthority, build_http_answer, start_receiver
from tests.webhooks.webhook_helpers import happen, make, the_delivery


def drip(connection, head):
    """The head, then a byte at a time, for ever."""
    connection.sendall(head)
    for _ in itertools.count():
        connection.sendall(b"x")
        time.sleep(0.02)


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b""]
)
def test_slowly_dripping_receiver_is_cut_off_after_the_total_time_limit(webhook, hook, work, monkeypatch, head):
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 0.3)
    hook.speak = lambda connection: drip(connection, head) if head else time.sleep(30)
    happen()
    began = time.monotonic()
    work()
    row = the_delivery()
    assert (row.state, row.reason) == ("waiting", "timeout")
    assert time.monotonic() - began < 15


def test_only_one_kilobyte_of_an_endless_answer_is_read(webhook, hook, send):
    poured = []

    def pour(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n")
        for _ in range(200):
            connection.sendall(b"y" * MEGABYTE)
            poured.append(1)

    hook.speak = pour
    send()
    row = the_delivery()
    assert (row.state, row.answer) == ("delivered", "y" * 1024)
    assert len(poured) < 100


def test_compressed_answer_is_not_unpacked(webhook, hook, send):
    bomb = gzip.compress(b"\0" * 50 * MEGABYTE)
    hook.speak = lambda connection: connection.sendall(build_http_answer(200, bomb, "Content-Encoding: gzip"))
    send()
    row = the_delivery()
    assert (row.state, hook.got[0].headers["accept-encoding"]) == ("delivered", "identity")
    assert len(row.answer) <= 1024
    assert "\x00" not in row.answer


@pytest.mark.parametrize(
    ("output", "reason"),
    [(b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "protocol"), (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 40_000, "protocol"),
     (b"", "protocol"), (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "protocol")],
    ids=["no http", "headers without end", "nothing", "cut off"],
)  # fmt: skip
def test_incomplete_or_malformed_answer_is_a_failed_try(webhook, hook, output, reason, send):
    hook.speak = lambda connection: connection.sendall(output)
    send()
    row = the_delivery()
    assert (row.state, row.reason) == ("waiting", reason)


def test_certificate_of_another_name_or_unknown_authority_is_refused(admin, trusted, lan, names, tmp_path, send):
    names[NAME] = [["127.0.0.1"]]
    cases = {
        "right": trusted.context(NAME),
        "of another name": trusted.context("other.example.uz"),
        "of another authority": WebhookAuthority(tmp_path).context(NAME),
    }
    result = {}
    for what, context in cases.items():
        with start_receiver(context) as running:
            make(admin, running.named())
            send()
            row = Webhook.objects.latest("id").deliveries.get()
            result[what] = (row.state, row.reason, len(running.got))
            Webhook.objects.all().delete()
    assert result == dict.fromkeys(cases, ("waiting", "tls", 0)) | {"right": ("delivered", "", 1)}


def test_closed_port_and_unknown_host_are_failed_tries(admin, lan, names, send):
    names["gone.example.uz"] = [[]]
    for url, reason in (
        (f"https://127.0.0.1:{find_free_port()}/", "connection"),
        ("https://gone.example.uz/", "no_address"),
    ):
        make(admin, url)
        send()
        assert the_delivery().reason == reason
        Webhook.objects.all().delete()
