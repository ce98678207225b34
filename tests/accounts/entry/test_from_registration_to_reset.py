"""The whole way as a newcomer goes it, with real processes: web, worker, a mail server and Eskiz on loopback."""

import re
from typing import Any

import httpx
import pytest

from tests.accounts.entry import signup
from tests.processes import ProcessStarter, processes, wait_until  # noqa: F401
from tests.servers.eskiz import eskiz_server
from tests.servers.smtp import smtp_server


@pytest.fixture
def smtp():
    with smtp_server() as server:
        yield server


@pytest.fixture
def eskiz():
    with eskiz_server() as server:
        yield server


class Device:
    """A browser or phone: REST, with the tokens of its sign-in."""

    def __init__(self, base: str, name: str) -> None:
        headers = {"User-Agent": name, "Accept-Language": "uz", "X-Forwarded-For": signup.new_address()}
        self._http = httpx.Client(base_url=f"{base}/api/v1/auth", headers=headers)

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return self._http.post(path, json=body or {}, timeout=60)

    def get(self, path: str) -> httpx.Response:
        return self._http.get(path, timeout=60)

    def delete(self, path: str) -> httpx.Response:
        return self._http.delete(path, timeout=60)

    def sign_in(self, login: str, password: str) -> int:
        answer = self.post("/login/", {"login": login, "password": password})
        if answer.status_code == 200:
            self._http.headers["Authorization"] = f"Bearer {answer.json()['access']}"
        return answer.status_code


def code_in(text: str) -> str:
    return re.findall(r"\b[0-9]{6}\b", text)[-1]


def test_register_verify_sign_in_on_two_devices_end_one_and_reset(
    processes,  # noqa: F811
    smtp,
    eskiz,
):
    processes.env = {**smtp.env, **eskiz.env, "TRUSTED_PROXIES": "1"}
    worker = processes.spawn(["worker"])
    base = processes.serve_url()
    worker.wait_for("worker ready")
    email, phone, password, new = (signup.new_email(), signup.new_phone(), "uzum bog'i 2026", "anor bog'i 2027")
    laptop, tablet = Device(base, "Firefox on a laptop"), Device(base, "Chrome on a tablet")

    asked = laptop.post("/register/", {"first_name": "Jasur", "email": email, "password": password})
    assert asked.status_code == 202
    assert laptop.sign_in(email, password) == 401
    welcome = wait_until(lambda: smtp.texts_to(email), what="the code")[-1]
    assert "Kodingiz" in welcome
    proof = {"email": email, "code": code_in(welcome), "ticket": asked.json()["ticket"]}
    assert laptop.post("/verify-email/", proof).status_code == 204

    assert [laptop.sign_in(email, password), tablet.sign_in(email, password)] == [200, 200]
    devices = laptop.get("/sessions/").json()["results"]
    (other,) = [device for device in devices if device["device"] == "Chrome on a tablet"]
    assert len(devices) == 2
    assert laptop.delete(f"/sessions/{other['id']}/").status_code == 204
    assert [laptop.get("/users/me/").status_code, tablet.get("/users/me/").status_code] == [200, 401]

    assert tablet.post("/password-reset/", {"login": email}).status_code == 202
    reset = wait_until(lambda: smtp.texts_to(email)[1:], what="the reset")[-1]
    body = {"login": email, "code": code_in(reset), "password": new}
    assert tablet.post("/password-reset/confirm/", body).status_code == 204
    assert laptop.get("/users/me/").status_code == 401
    assert [laptop.sign_in(email, password), laptop.sign_in(email, new)] == [401, 200]
    wait_until(lambda: smtp.texts_to(email)[2:], what="word of the changed password")

    asked = laptop.post("/verify-phone/request/", {"phone": phone, "password": new})
    assert asked.status_code == 202, asked.text
    sms = wait_until(lambda: eskiz.texts_to(phone), what="the SMS")[-1]
    assert laptop.post("/verify-phone/", {"code": code_in(sms)}).json()["phone"] == phone
    assert tablet.sign_in(phone, new) == 200

    everything = worker.output()
    for secret in (code_in(welcome), code_in(reset), code_in(sms), email, phone, password, new):
        assert secret not in everything
