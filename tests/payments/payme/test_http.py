"""Over real servers: whatever comes, the status is 200 and the body an answer of the protocol."""

import base64
import contextlib
import json
import socket
import threading

import pytest

from tests.payments.payme.payme_client import ONE_TIME_KEY, URL
from tests.processes import ProcessStarter, processes  # noqa: F401
from tests.servers.raw_http import MEGABYTE, RawConnection, get_peak_memory

ENVIRONMENT = {"PAYME_MERCHANT_ID": "000000000000000000000001", "PAYME_KEY": ONE_TIME_KEY}
AUTHORIZATION = "Authorization: Basic " + base64.b64encode(f"Paycom:{ONE_TIME_KEY}".encode()).decode()
MEDIA = "Content-Type: text/json; charset=UTF-8"
CALL = json.dumps({"method": "CheckTransaction", "params": {"id": "1"}, "id": 8}).encode()


def ask(base_url, method, body, *headers, path=URL):
    """One request with a body of this length."""
    wire = RawConnection(base_url)
    wire.head(method, path, f"Content-Length: {len(body)}", *headers)
    sender = threading.Thread(target=wire.send, args=(body,))
    sender.start()
    status, answer = wire.answer()
    with contextlib.suppress(OSError):  # the server may have closed it
        wire.socket.shutdown(socket.SHUT_RDWR)
    sender.join()
    wire.close()
    return status, read(answer)


def read(answer):
    """The JSON of an answer, in one piece or in chunks."""
    return json.loads(answer[answer.index(b"{") : answer.rindex(b"}") + 1])


def code(answer):
    return answer["error"]["code"]


@pytest.mark.parametrize("server", ["uvicorn", pytest.param("daphne", marks=pytest.mark.slow)])
def test_every_answer_has_status_200(processes, server):  # noqa: F811
    base_url, process = processes.start_server(server, env=ENVIRONMENT)
    status, answer = ask(base_url, "POST", CALL, AUTHORIZATION, MEDIA)
    assert (status, code(answer), answer["id"]) == (200, -31003, 8)
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        status, answer = ask(base_url, method, b"", AUTHORIZATION, MEDIA)
        assert (status, code(answer)) == (200, -32300)
    status, answer = ask(base_url, "POST", CALL, MEDIA)
    assert (status, code(answer), answer["id"]) == (200, -32504, 8)
    status, answer = ask(base_url, "POST", CALL, AUTHORIZATION, MEDIA, path=f"{URL}?a=%ff")
    assert (status, code(answer)) == (200, -31003)

    before = get_peak_memory(process.pid)
    for size in (64 * 1024 + 1, 10 * MEGABYTE, 40 * MEGABYTE):
        status, answer = ask(base_url, "POST", CALL + b" " * size, AUTHORIZATION, MEDIA)
        assert (status, code(answer), answer["id"]) == (200, -32700, None)
        status, answer = ask(base_url, "POST", CALL + b" " * size, MEDIA)
        assert (status, code(answer), answer["id"]) == (200, -32504, None)
    if server == "uvicorn":
        assert get_peak_memory(process.pid) - before < 32 * MEGABYTE
    status, answer = ask(base_url, "POST", CALL, AUTHORIZATION, MEDIA)
    assert (status, code(answer)) == (200, -31003)


@pytest.mark.slow  # 4 s
@pytest.mark.parametrize("server", ["uvicorn", pytest.param("daphne", marks=pytest.mark.slow)])
def test_chunked_body_is_read_with_the_same_limit(processes, server):  # noqa: F811
    base_url = processes.serve_url(server, env=ENVIRONMENT)
    for surplus, expected in ((0, -31003), (100 * 1024, -32700)):
        wire = RawConnection(base_url)
        wire.head("POST", URL, "Transfer-Encoding: chunked", AUTHORIZATION, MEDIA)
        for piece in (CALL[:20], CALL[20:], *[b" " * 1024] * (surplus // 1024)):
            wire.send(b"%x\r\n%s\r\n" % (len(piece), piece))
        wire.send(b"0\r\n\r\n")
        status, answer = wire.answer()
        assert (status, code(read(answer))) == (200, expected)
        wire.close()
