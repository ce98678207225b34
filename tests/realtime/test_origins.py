"""Which pages may open a socket: ours and those we were told of; programs that send no Origin too."""

import pytest
from websockets.exceptions import InvalidStatus

from realtime.routing import is_origin_allowed
from tests.realtime.client import Socket

GOOD = [None, "http://127.0.0.1:8000", "http://localhost", "https://learn.example.uz"]
FORGED = [
    "https://evil.example",
    "https://learn.example.uz.evil.example",
    "https://127.0.0.1.evil.example",
    "null",
    "http://127.0.0.1:8000@evil.example",
    "http://localhost:99999",
    "ftp://localhost",
    "file://",
    "https://learn.example.uz/",
    "http://",
    "http://[::1",
    "http://[",
    "http://]:80",
    "http://[v1.x]",
    "http://[::1]:port",
    "http://\N{FULLWIDTH SOLIDUS}localhost".encode().decode("latin-1"),
    "http://localhost\N{LATIN SMALL LETTER Y WITH DIAERESIS}",
    "http://" + "a" * 5000,
]


@pytest.mark.parametrize("server", ["first", "daphne"])
def test_forged_origins_are_refused_before_the_socket_opens(servers, bare, server):
    base_url = getattr(servers, server)
    for origin in FORGED:
        with pytest.raises(InvalidStatus) as refused:
            bare(server=base_url, origin=origin)
        assert refused.value.response.status_code in (400, 403), origin
    for origin in GOOD:
        socket = bare(server=base_url, origin=origin)
        assert socket.ask("ping")["code"] == "hello_first", origin
        socket.close()


def test_two_origin_headers_are_refused(settings):
    assert is_origin_allowed([])
    assert is_origin_allowed([b"http://127.0.0.1"])
    assert not is_origin_allowed([b"http://127.0.0.1", b"http://127.0.0.1"])


def test_sockets_on_other_paths_are_refused(servers):
    for path in ("/ws/v1", "/ws/", "/ws/v2/", "/"):
        with pytest.raises(InvalidStatus) as refused:
            Socket(servers.first, path=path)
        assert refused.value.response.status_code == 403
