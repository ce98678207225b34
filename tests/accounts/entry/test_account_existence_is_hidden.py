"""Whoever asks learns nothing of whether an address has an account: not by answers, not by work, not by limits."""

import gc
import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.jobs.models import Job
from tests import factories
from tests.accounts.entry import signup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hashes")]


@pytest.fixture
def known():
    return signup.create_verified_user()


def ask(path: str, address: str) -> factories.ApiResponse:
    body: dict[str, Any] = {"login": address} if "reset" in path else {"email": address}
    if "register" in path:
        body |= {"first_name": "Olim", "password": signup.PASSWORD}
    return signup.new_client().post(path, body)


def work(path: str, address: str) -> tuple[factories.ApiResponse, list[str], list[str], float]:
    """The answer, the kinds of statements and of jobs it took, and the processor's seconds without collecting garbage,
    which any of them might have to do for all.
    """
    before = set(Job.objects.values_list("pk", flat=True))
    gc.disable()
    try:
        started = time.thread_time()
        with CaptureQueriesContext(connection) as queries:
            answer = ask(path, address)
        seconds = time.thread_time() - started
    finally:
        gc.enable()
    statements = [" ".join(query["sql"].split()[:3]) for query in queries]
    jobs = list(Job.objects.exclude(pk__in=before).values_list("kind", flat=True))
    return answer, statements, jobs, seconds


PATHS = ["/auth/register/", "/auth/verify-email/resend/", "/auth/password-reset/"]


@pytest.mark.parametrize("path", PATHS)
def test_known_and_unknown_addresses_get_the_same_answer_and_work(path, known):
    ask(path, signup.new_email())  # what only the first request of a process pays for
    output, statements, jobs, _ = work(path, str(known.email))
    unknown_said, unknown_statements, unknown_jobs, _ = work(path, signup.new_email())

    tickets = {answer.json.pop("ticket", "") for answer in (output, unknown_said)}
    assert len(tickets) == (2 if path == "/auth/register/" else 1)
    assert (output.status, output.json) == (unknown_said.status, unknown_said.json)
    assert output.status == 202
    changing = {*output.headers, *unknown_said.headers} - {"x-request-id", "content-length"}
    assert {name: output.headers[name] for name in changing} == {name: unknown_said.headers[name] for name in changing}
    assert jobs == unknown_jobs == ["messaging.send_email"]
    writes = [s for s in statements if s.startswith(("INSERT", "UPDATE"))]
    assert writes == [s for s in unknown_statements if s.startswith(("INSERT", "UPDATE"))]
    pairs = [
        (work(path, str(signup.create_verified_user().email))[3], work(path, signup.new_email())[3]) for _ in range(4)
    ]
    seconds, unknown_seconds = (min(column) for column in zip(*pairs, strict=True))
    assert 0.33 < seconds / unknown_seconds < 3


@pytest.mark.parametrize("path", PATHS)
def test_known_and_unknown_addresses_have_the_same_limits(path, known):
    unknown = signup.new_email()
    answers = [[ask(path, address) for _ in range(2)] for address in (str(known.email), unknown)]
    assert [[answer.status for answer in pair] for pair in answers] == [[202, 429], [202, 429]]
    assert {answer.json["detail"] for pair in answers for answer in pair[1:]} == {answers[0][1].json["detail"]}


def test_owner_is_told_and_their_account_does_not_change(known):
    ask("/auth/register/", str(known.email))
    message = signup.list_mails_to(str(known.email))[-1]
    assert "already" in message.subject
    known.refresh_from_db()
    assert known.first_name == "Jasur"
    client = signup.new_client()
    assert client.post("/auth/login/", {"login": known.email, "password": signup.PASSWORD}).status == 200


def test_unknown_address_gets_no_mail():
    unknown = signup.new_email()
    ask("/auth/password-reset/", unknown)
    ask("/auth/verify-email/resend/", signup.new_email())
    assert signup.run_message_jobs() == 2
    assert signup.list_mails_to(unknown) == []


@pytest.mark.parametrize("state", ["unproved", "switched off", "child"])
def test_user_without_a_reset_gets_the_answer_of_an_unknown_one(state):
    email = signup.new_email()
    user = factories.make_user(Role.STUDENT, "Umid", email=email, password=signup.PASSWORD, verified=False)
    if state == "switched off":
        User.objects.filter(pk=user.pk).update(is_active=False, email_verified_at=user.created_at)
    if state == "child":
        User.objects.filter(pk=user.pk).update(email=None)
    answer = ask("/auth/password-reset/", email)
    assert (answer.status, signup.list_mails_to(email)) == (202, [])


def test_wrong_code_answer_is_the_same_for_all_addresses(known):
    waiting = signup.new_email()
    signup.sign_up(signup.new_client(), email=waiting)
    wrong = signup.make_wrong_code(signup.get_sent_code(waiting))
    for path, key in (("/auth/verify-email/", "email"), ("/auth/password-reset/confirm/", "login")):
        more = {"password": "a new password 1"} if key == "login" else {}
        responses = [
            signup.new_client().post(path, {key: address, "code": wrong, **more})
            for address in (known.email, waiting, signup.new_email())
        ]
        assert {answer.status for answer in responses} == {422}
        assert len({str(answer.json["fields"]) for answer in responses}) == 1


def test_wrong_reset_code_takes_the_same_statements(known):
    """Both had one asked for: a try that is written down for one alone could be told by its time."""
    path, cost = "/auth/password-reset/confirm/", []
    for address in (str(known.email), signup.new_email()):
        ask("/auth/password-reset/", address)
        with CaptureQueriesContext(connection) as queries:
            signup.new_client().post(path, {"login": address, "code": "000000", "password": "a new password 1"})
        cost.append([query["sql"].split()[0] for query in queries])
    assert cost[0] == cost[1]
    assert "UPDATE" in cost[0]
