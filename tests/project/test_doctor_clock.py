"""The doctor about a machine that is off alone: what it serves itself goes by its own clock, others outside do not."""

import ctypes
import socket
import time
from typing import Any

import pytest

from project.doctor import clock
from project.doctor.findings import FindingLevel
from tests.processes import find_free_port
from tests.project.doctor_findings import get_levels, get_texts
from tests.servers.clocks import start_web_clock
from tests.servers.telegram import TOKEN

ACCOUNTS = {
    "Telegram": ("telegram_url", {"telegram_bot_token": TOKEN}),
    "Eskiz": ("eskiz_url", {"eskiz_email": "office@oquv.uz"}),
    "Stripe": ("stripe_url", {"stripe_secret_key": "sk_live_12345678"}),
}
LARGEST_ERROR, UNSYNCHRONISED, PLL = 16_000_000, 0x40, 0x1
REFUSED = -1


def kernel(*, answer: int, maxerror: int, status: int) -> Any:
    """`adjtimex` of a machine whose clock is so: a function of C that writes where the kernel does on 64 bits."""

    def fill(offset: int) -> int:
        ctypes.c_int64.from_address(offset + 24).value = maxerror
        ctypes.c_int32.from_address(offset + 40).value = status
        return answer

    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(fill)


KEPT = kernel(answer=0, maxerror=300_000, status=PLL)
KEPT_WITHOUT_THE_BATTERYS = kernel(answer=5, maxerror=300_000, status=PLL | UNSYNCHRONISED)
LEFT_ALONE = kernel(answer=5, maxerror=LARGEST_ERROR, status=UNSYNCHRONISED)
SAYS_NOTHING = kernel(answer=REFUSED, maxerror=0, status=0)


@pytest.fixture
def alone(settings: Any) -> None:
    """No company has an account of the centre."""
    settings.ENV = settings.ENV.model_copy(
        update={"telegram_bot_token": "", "eskiz_email": "", "stripe_secret_key": ""}
    )


def at(settings: Any, company: str, address: str) -> None:
    """Have an account with this company, which is at this address."""
    variable, account = ACCOUNTS[company]
    settings.ENV = settings.ENV.model_copy(update={variable: address, **account})


@pytest.mark.parametrize("company", ACCOUNTS)
def test_each_providers_clock_is_compared(alone: None, settings: Any, company: str) -> None:
    for off, level in ((0, FindingLevel.OK), (-20, FindingLevel.WARN), (3600, FindingLevel.BAD)):
        with start_web_clock(off) as address:
            at(settings, company, address)
            assert get_levels(clock.compare_with_providers()) == [level]
    assert f"this machine's clock agrees with {company}'s" not in get_texts(clock.compare_with_providers())


def test_all_providers_are_asked_and_silent_ones_skipped(alone: None, settings: Any) -> None:
    with start_web_clock(3600) as telegram, start_web_clock(-7200) as stripe:
        at(settings, "Telegram", telegram)
        at(settings, "Stripe", stripe)
        at(settings, "Eskiz", f"http://127.0.0.1:{find_free_port()}")
        texts = get_texts(clock.compare_with_providers())
    assert "60 min behind Telegram's" in texts
    assert "120 min ahead of Stripe's" in texts
    assert "Eskiz" not in texts


@pytest.mark.parametrize(
    ("says", "level", "words"),
    [
        (KEPT, FindingLevel.OK, "a time service sets this machine's clock"),
        (KEPT_WITHOUT_THE_BATTERYS, FindingLevel.OK, "a time service sets this machine's clock"),
        (LEFT_ALONE, FindingLevel.WARN, "the kernel calls it unsynchronised"),
        (SAYS_NOTHING, FindingLevel.WARN, "the kernel does not say"),
        (None, FindingLevel.WARN, "the kernel does not say"),
    ],
)
def test_kernel_state_is_used_when_no_provider_answers(
    alone: None, settings: Any, monkeypatch: pytest.MonkeyPatch, says: Any, level: FindingLevel, words: str
) -> None:
    monkeypatch.setattr(clock, "adjtimex", says)
    for company in (None, "Telegram"):
        if company:
            at(settings, company, f"http://127.0.0.1:{find_free_port()}")
        assert get_levels(clock.compare_with_providers()) == [level]
        texts = get_texts(clock.compare_with_providers())
        assert words in texts
        assert ("--ntp pool.ntp.org" in texts) == (level == FindingLevel.WARN)


def test_providers_clock_overrides_the_kernel_state(
    alone: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "adjtimex", LEFT_ALONE)
    with start_web_clock(0) as address:
        at(settings, "Telegram", address)
        assert get_levels(clock.compare_with_providers()) == [FindingLevel.OK]


def test_adjtimex_of_this_kernel_can_be_called() -> None:
    assert clock.is_synchronized() in (True, False, None)
    assert clock.Timex.maxerror.offset == 24
    assert clock.Timex.status.offset == 40
    assert ctypes.sizeof(clock.Timex) > 208


def test_silent_network_does_not_block_the_clock_check(
    alone: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "TIMEOUT_SECONDS", 60.0)
    monkeypatch.setattr(clock, "TOTAL_TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr(clock, "adjtimex", LEFT_ALONE)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for company in ACCOUNTS:
            at(settings, company, f"http://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        assert get_levels(clock.compare_with_providers()) == [FindingLevel.WARN]
        assert time.monotonic() - began < 5
