"""A code or link works once, for a short time, for one address; anything else changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User, UserVerification
from tests import factories
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db
VERIFY = "/auth/verify-email/"


@pytest.fixture
def email():
    """Waits for its proof."""
    address = signup.new_email()
    signup.sign_up(signup.new_client(), email=address)
    return address


def prove(email: str, code: str) -> factories.ApiResponse:
    return signup.verify_address(signup.new_client(), email, code=code)


def is_refused(answer: factories.ApiResponse, field: str) -> bool:
    return (answer.status, answer.json["code"], list(answer.json["fields"])) == (422, "invalid", [field])


def test_used_code_and_its_link_do_not_work_again(email):
    code, token = signup.get_sent_code(email), signup.get_sent_token(email)
    assert prove(email, code).status == 204
    before = list(User.objects.values())
    assert is_refused(prove(email, code), "code")
    assert is_refused(signup.verify_address(signup.new_client(), email, token=token), "token")
    assert list(User.objects.values()) == before


def test_code_expires_after_ten_minutes_by_email_and_five_by_sms(email):
    phone = signup.new_phone()
    signup.sign_up(signup.new_client(), phone=phone)
    code, by_sms = signup.get_sent_code(email), signup.get_sent_code(phone)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1), tick=False):
        late = signup.verify_address(signup.new_client(), phone, code=by_sms)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1), tick=False):
        too_late = prove(email, code)
        link_too_late = signup.verify_address(signup.new_client(), email, token=signup.get_sent_token(email))
    assert is_refused(late, "code")
    assert is_refused(too_late, "code")
    assert is_refused(link_too_late, "token")
    assert not User.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=9), tick=False):
        assert prove(email, code).status == 204


def test_code_of_another_address_is_wrong(email):
    other = signup.new_email()
    signup.sign_up(signup.new_client(), email=other)
    code, others = signup.get_sent_code(email), signup.get_sent_code(other)
    if code != others:
        assert is_refused(prove(email, others), "code")
    assert not User.objects.exists()
    assert prove(email, code).status == 204


def test_five_wrong_codes_close_the_code_and_not_the_link(email):
    code, token = signup.get_sent_code(email), signup.get_sent_token(email)
    for _ in range(5):
        assert is_refused(prove(email, signup.make_wrong_code(code)), "code")
    assert is_refused(prove(email, code), "code")
    assert not User.objects.exists()
    assert signup.verify_address(signup.new_client(), email, token=token).status == 204
    assert is_refused(prove(email, code), "code")


def test_four_wrong_codes_do_not_close_the_request(email):
    code = signup.get_sent_code(email)
    for _ in range(4):
        prove(email, signup.make_wrong_code(code))
    assert prove(email, code).status == 204


def test_code_is_refused_when_the_address_was_taken_meanwhile(email):
    token = signup.get_sent_token(email)
    factories.make_user(factories.Role.STUDENT, "Umid", email=email)
    assert is_refused(signup.verify_address(signup.new_client(), email, token=token), "email")
    assert User.objects.count() == 1


def test_codes_links_and_passwords_are_not_readable_in_the_database(email):
    row = UserVerification.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text || encode(sealed, 'escape') FROM jobs_job")
        jobs = cursor.fetchone()[0]
    code, token = signup.get_sent_code(email), signup.get_sent_token(email)
    kept = f"{row.token_sha256} {row.code_hmac} {row.ticket_sha256} {row.sign_up}"
    for secret in (token, str(signup.get_ticket(email)), signup.PASSWORD):
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
def test_body_without_link_and_code_is_a_422(body):
    answer = signup.new_client().post(VERIFY, body)
    assert answer.refusal == (422, "invalid")
    assert answer.json["fields"]
