"""The doctor about a machine that is off alone: what it serves itself goes by its own clock, others outside do not."""

import ctypes
import socket
import time
from typing import Any

import pytest

from project.doctor import clock
from project.doctor.findings import Level
from tests.processes import free_port
from tests.project.findings import levels, texts
from tests.servers.clocks import web_clock
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

    def fill(told: int) -> int:
        ctypes.c_int64.from_address(told + 24).value = maxerror
        ctypes.c_int32.from_address(told + 40).value = status
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
    for off, level in ((0, Level.OK), (-20, Level.WARN), (3600, Level.BAD)):
        with web_clock(off) as address:
            at(settings, company, address)
            assert levels(clock.against_outside()) == [level]
    assert f"this machine's clock agrees with {company}'s" not in texts(clock.against_outside())


def test_all_providers_are_asked_and_silent_ones_skipped(alone: None, settings: Any) -> None:
    with web_clock(3600) as telegram, web_clock(-7200) as stripe:
        at(settings, "Telegram", telegram)
        at(settings, "Stripe", stripe)
        at(settings, "Eskiz", f"http://127.0.0.1:{free_port()}")
        said = texts(clock.against_outside())
    assert "60 min behind Telegram's" in said
    assert "120 min ahead of Stripe's" in said
    assert "Eskiz" not in said


@pytest.mark.parametrize(
    ("says", "level", "words"),
    [
        (KEPT, Level.OK, "a time service sets this machine's clock"),
        (KEPT_WITHOUT_THE_BATTERYS, Level.OK, "a time service sets this machine's clock"),
        (LEFT_ALONE, Level.WARN, "the kernel calls it unsynchronised"),
        (SAYS_NOTHING, Level.WARN, "the kernel does not say"),
        (None, Level.WARN, "the kernel does not say"),
    ],
)
def test_kernel_state_is_used_when_no_provider_answers(
    alone: None, settings: Any, monkeypatch: pytest.MonkeyPatch, says: Any, level: Level, words: str
) -> None:
    monkeypatch.setattr(clock, "adjtimex", says)
    for company in (None, "Telegram"):
        if company:
            at(settings, company, f"http://127.0.0.1:{free_port()}")
        assert levels(clock.against_outside()) == [level]
        said = texts(clock.against_outside())
        assert words in said
        assert ("--ntp pool.ntp.org" in said) == (level == Level.WARN)


def test_providers_clock_overrides_the_kernel_state(
    alone: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "adjtimex", LEFT_ALONE)
    with web_clock(0) as address:
        at(settings, "Telegram", address)
        assert levels(clock.against_outside()) == [Level.OK]


def test_adjtimex_of_this_kernel_can_be_called() -> None:
    assert clock.is_kept() in (True, False, None)
    assert clock.Timex.maxerror.offset == 24
    assert clock.Timex.status.offset == 40
    assert ctypes.sizeof(clock.Timex) > 208


def test_silent_network_does_not_block_the_clock_check(
    alone: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "SECONDS", 60.0)
    monkeypatch.setattr(clock, "PATIENCE", 0.2)
    monkeypatch.setattr(clock, "adjtimex", LEFT_ALONE)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for company in ACCOUNTS:
            at(settings, company, f"http://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        assert levels(clock.against_outside()) == [Level.WARN]
        assert time.monotonic() - began < 5
