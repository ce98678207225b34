"""A code or link works once, for a short time, for one address; anything else changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User, UserVerification
from tests import cast
from tests.accounts.entry import steps

pytestmark = pytest.mark.django_db
VERIFY = "/auth/verify-email/"


@pytest.fixture
def email() -> str:
    """Waits for its proof."""
    address = steps.new_email()
    steps.sign_up(steps.newcomer(), email=address)
    return address


def prove(email: str, code: str) -> cast.Answer:
    return steps.prove(steps.newcomer(), email, code=code)


def is_refused(answer: cast.Answer, field: str) -> bool:
    return (answer.status, answer.json["code"], list(answer.json["fields"])) == (422, "invalid", [field])


def test_used_code_and_its_link_do_not_work_again(email: str) -> None:
    code, token = steps.code_to(email), steps.token_to(email)
    assert prove(email, code).status == 204
    before = list(User.objects.values())
    assert is_refused(prove(email, code), "code")
    assert is_refused(steps.prove(steps.newcomer(), email, token=token), "token")
    assert list(User.objects.values()) == before


def test_code_expires_after_ten_minutes_by_email_and_five_by_sms(email: str) -> None:
    phone = steps.new_phone()
    steps.sign_up(steps.newcomer(), phone=phone)
    code, by_sms = steps.code_to(email), steps.code_to(phone)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1), tick=False):
        late = steps.prove(steps.newcomer(), phone, code=by_sms)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1), tick=False):
        too_late = prove(email, code)
        link_too_late = steps.prove(steps.newcomer(), email, token=steps.token_to(email))
    assert is_refused(late, "code")
    assert is_refused(too_late, "code")
    assert is_refused(link_too_late, "token")
    assert not User.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=9), tick=False):
        assert prove(email, code).status == 204


def test_code_of_another_address_is_wrong(email: str) -> None:
    other = steps.new_email()
    steps.sign_up(steps.newcomer(), email=other)
    code, others = steps.code_to(email), steps.code_to(other)
    if code != others:
        assert is_refused(prove(email, others), "code")
    assert not User.objects.exists()
    assert prove(email, code).status == 204


def test_five_wrong_codes_close_the_request(email: str) -> None:
    code, token = steps.code_to(email), steps.token_to(email)
    for _ in range(5):
        assert is_refused(prove(email, steps.other_than(code)), "code")
    assert is_refused(prove(email, code), "code")
    assert is_refused(steps.prove(steps.newcomer(), email, token=token), "token")
    assert not User.objects.exists()


def test_four_wrong_codes_do_not_close_the_request(email: str) -> None:
    code = steps.code_to(email)
    for _ in range(4):
        prove(email, steps.other_than(code))
    assert prove(email, code).status == 204


def test_code_is_refused_when_the_address_was_taken_meanwhile(email: str) -> None:
    token = steps.token_to(email)
    cast.make_user(cast.Role.STUDENT, "Umid", email=email)
    assert is_refused(steps.prove(steps.newcomer(), email, token=token), "email")
    assert User.objects.count() == 1


def test_codes_links_and_passwords_are_not_readable_in_the_database(email: str) -> None:
    row = UserVerification.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text || encode(sealed, 'escape') FROM jobs_job")
        jobs = cursor.fetchone()[0]
    code, token = steps.code_to(email), steps.token_to(email)
    kept = f"{row.token_sha256} {row.code_hmac} {row.ticket_sha256} {row.sign_up}"
    for secret in (token, str(steps.ticket_of(email)), steps.PASSWORD):
        assert secret not in kept + jobs
    assert f'"{code}"' not in kept
    assert code not in jobs
    assert email not in jobs


@pytest.mark.parametrize(
    "body",
    [
        {}, {"code": "123456"}, {"email": "a@example.uz"}, {"token": "x" * 43, "code": "123456"},
        {"email": "a@example.uz", "code": "12345"}, {"email": "a@example.uz", "code": "1234567"},
        {"email": "a@example.uz", "code": "12345a"}, {"email": "a@example.uz", "code": "１２３４５６"},
        {"email": "a@example.uz", "code": 123456},
        {"email": "a@example.uz", "phone": "+998901234567", "code": "123456"},
        {"token": "\0"}, {"token": ""}, {"token": "x" * 101}, {"token": ["x"]},
    ],
)  # fmt: skip
def test_body_without_link_and_code_is_a_422(body: object) -> None:
    answer = steps.newcomer().post(VERIFY, body)
    assert (answer.status, answer.json["code"]) == (422, "invalid")
    assert answer.json["fields"]
