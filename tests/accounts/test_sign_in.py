"""Signing in by e-mail or phone: one answer, and about one time, for everything that is wrong."""

import secrets
import time

import pytest
from django.utils import timezone

from apps.accounts import services, tokens
from apps.accounts.models import Session, User
from apps.core.permissions import Role
from apps.settings.models import AuditLog
from tests import factories
from tests.accounts.entry.signup import PASSWORD, new_email, new_phone


@pytest.fixture
def nodira(db):
    """Has an e-mail, a phone and a password; the e-mail is new in each test, as failures are counted by log-in."""
    return factories.make_user(Role.TEACHER, "Nodira", email=new_email(), phone=new_phone(), password=PASSWORD)


def test_answer_has_tokens_and_the_user(nodira, anyone):
    body, headers = {"login": nodira.email, "password": PASSWORD}, {"User-Agent": "Firefox " + "x" * 500}
    answer = anyone.post("/auth/login/", body, headers=headers)

    assert answer.status == 200
    assert set(answer.json) == {"access", "refresh", "expires_in", "user", "device"}
    assert answer.json["expires_in"] == 300
    assert answer.json["user"]["id"] == str(nodira.pk)
    assert answer.headers["cache-control"] == "no-store"
    user, session = tokens.verify_access_token(answer.json["access"])
    assert user == nodira
    assert (session.device[:9], len(session.device)) == ("Firefox x", 200)
    assert session.address is not None
    assert 11 <= int(session.address.split(".")[0]) <= 110
    assert AuditLog.objects.get(action="accounts.sign_in").object_id == str(session.pk)
    nodira.refresh_from_db()
    assert nodira.last_login is not None
    assert timezone.now() >= nodira.last_login
    me = factories.ApiClient(token=answer.json["access"]).get("/auth/users/me/").json
    assert answer.json["user"].items() <= me.items()


def test_case_of_email_and_format_of_phone_do_not_matter(nodira, anyone):
    assert nodira.email is not None
    assert nodira.phone is not None
    local = nodira.phone[4:]
    spaced = f"+998 {local[:2]} {local[2:5]}-{local[5:7]}-{local[7:]}"
    for login in (nodira.email, f"  {nodira.email.upper()} ", nodira.phone, spaced, local):
        assert anyone.post("/auth/login/", {"login": login, "password": PASSWORD}).status == 200, login


def test_unknown_wrong_deactivated_and_passwordless_get_one_answer(nodira, anyone):
    off = factories.make_user(Role.TEACHER, "Zafar", email=new_email(), password=PASSWORD)
    services.set_user_active(user=off, active=False, actor=None)
    without = factories.make_user(Role.STUDENT, "Umid", email=new_email())
    tries = [
        (nodira.email, "wrong"),
        (nodira.email, PASSWORD.upper()),
        (nodira.email, f" {PASSWORD} "),
        (off.email, PASSWORD),
        (without.email, PASSWORD),
        (without.email, "!"),
        (new_email(), PASSWORD),
        (new_phone(), PASSWORD),
        (f"?? {secrets.token_hex(4)}", "x"),
    ]

    answers = [anyone.post("/auth/login/", {"login": login, "password": password}) for login, password in tries]

    assert {a.status for a in answers} == {401}
    assert {(a.json["code"], a.json["detail"], str(a.json["fields"])) for a in answers} == {
        ("login_failed", "Wrong e-mail, phone or password.", "{}")
    }
    assert not Session.objects.exists()
    assert anyone.post("/auth/login/", {"login": nodira.email, "password": PASSWORD}).status == 200


def test_unknown_login_takes_the_time_of_a_wrong_password(slow_hashes, nodira):
    """In processor time of this process. Who shares the core may double it, so a quiet moment is waited for.

    Without the hashing it would cost a hundredth at any moment.
    """
    unknown = new_email()

    def cost(login: str) -> float:
        started = time.process_time()
        assert services.authenticate_by_password(login=login, password="wrong", address=None) is None
        return time.process_time() - started

    pairs: list[tuple[float, float]] = []
    ratio = 0.0
    while len(pairs) < 4 or (len(pairs) < 20 and not 0.5 < ratio < 2):
        pairs.append((cost(str(nodira.email)), cost(unknown)))
        wrong, nobody = (min(costs) for costs in zip(*pairs, strict=True))
        ratio = nobody / wrong
    assert 0.5 < ratio < 2


def test_deactivated_user_cannot_sign_in(nodira):
    assert services.authenticate_by_password(login=str(nodira.email), password=PASSWORD, address=None) == nodira
    User.objects.filter(pk=nodira.pk).update(is_active=False)
    assert services.authenticate_by_password(login=str(nodira.email), password=PASSWORD, address=None) is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"login": "a@example.uz"},
        {"password": "x"},
        {"login": "", "password": "x"},
        {"login": "a", "password": ""},
        {"login": None, "password": "x"},
        {"login": ["a"], "password": "x"},
        {"login": "a\0b", "password": "x"},
        {"login": "a" * 255, "password": "x"},
        {"login": "a", "password": "x" * 257},
        {"login": "a", "password": "x", "role": "admin"},
        [],
        "text",
    ],
)
def test_invalid_body_is_a_422_with_its_fields(body, anyone):
    answer = anyone.post("/auth/login/", body)
    assert answer.refusal == (422, "invalid")
    assert answer.json["fields"]


def test_error_is_in_the_requested_language(anyone):
    values = {}
    for language in ("uz", "ru", "en"):
        body = {"login": new_email(), "password": "x"}
        refused = anyone.post("/auth/login/", body, headers={"Accept-Language": language})
        values[language] = refused.json["detail"]
    assert values["en"] == "Wrong e-mail, phone or password."
    assert len(set(values.values())) == 3


def test_passwords_are_stored_as_argon2id(slow_hashes, nodira):
    assert nodira.password.startswith("argon2$argon2id$")
    assert PASSWORD not in nodira.password
