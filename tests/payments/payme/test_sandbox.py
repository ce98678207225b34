"""The sandbox's scenarios pass against a running server, one-time and cumulative, and fail where a rule is broken."""

import subprocess
import sys

import pytest

from apps.accounts.models import User
from apps.payments.models import ProviderTransaction
from apps.payments.services import payments_due
from tests.payments import payment_data, sandbox
from tests.payments.payme.payme_client import CUMULATIVE_KEY, SETTINGS, TEST_KEY, URL
from tests.processes import ROOT, ProcessStarter, processes  # noqa: F401

ENVIRONMENT = {
    **{name.upper(): value for name, value in SETTINGS.items()},
    "PAYME_TEST_KEY": TEST_KEY,
    "PAYME_TEST_MODE": "true",
}


def run(url, *arguments):
    command = [sys.executable, "-m", "tests.payments.sandbox", f"{url}{URL}", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_one_time_desk_passes_both_scenarios(
    processes,  # noqa: F811
    pupil,
    group,
    admin,
):
    first, second, closed = (payment_data.create_payment_due(pupil, group) for _number in range(3))
    payments_due.cancel_payment(actor=admin, payment=closed, reason="for the sandbox")
    accounts = [part for payment in (first, second) for part in ("--account", f"payment={payment.reference}")]
    url = processes.serve_url(env=ENVIRONMENT)
    done = run(
        url, "--key", TEST_KEY, *accounts, "--amount", str(first.amount), "--closed", f"payment={closed.reference}"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok    ") == 14
    assert [payment_data.reload_payment(payment).status for payment in (first, second)] == ["pending", "refunded"]


@pytest.mark.slow  # 5 s
def test_a_cumulative_desk_passes_both_scenarios(
    processes,  # noqa: F811
    numbered_pupil,
    second_pupil,
):
    User.objects.filter(pk=second_pupil.pk).update(number=1043, is_active=False)
    url = processes.serve_url(env=ENVIRONMENT)
    done = run(
        url, "--key", CUMULATIVE_KEY, "--account", "student=1042", "--amount", "500000", "--cumulative",
        "--closed", "student=1043",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok    ") == 14
    states = ProviderTransaction.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == [-1, -1, -2, -1, -1]


@pytest.mark.slow  # 5 s
def test_sandbox_reports_wrong_answers(processes, pupil, group):  # noqa: F811
    payment = payment_data.create_payment_due(pupil, group)
    url = processes.serve_url(env=ENVIRONMENT)
    arguments = ["--account", f"payment={payment.reference}", "--amount", str(payment.amount)]
    strange = run(url, "--key", "x" * 36, *arguments)
    assert strange.returncode == 1
    assert "FAILED  1.4 CheckPerformTransaction: not allowed" in strange.stdout
    once = sandbox.Sandbox(
        url=f"{url}{URL}", key=TEST_KEY, accounts=[{"payment": payment.reference}], amount=payment.amount
    )
    assert once.run()
    assert not once.run()
    assert next(name for name, wrong in once.steps if wrong) == "1.4 CheckPerformTransaction"
