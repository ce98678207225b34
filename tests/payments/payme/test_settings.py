"""Payme's environment: nonsense is named at the start, and half a set-up is an error of the checks."""

import pytest

from project.checks import check_setting_combinations
from tests.payments.payme.payme_client import CUMULATIVE_KEY, ONE_TIME_KEY
from tests.project.test_environment import GOOD, start

NOTHING = dict.fromkeys(("payme_merchant_id", "payme_key", "payme_cumulative_merchant_id", "payme_cumulative_key"), "")


def started(**values):
    return start(
        {**GOOD, **values}, "from project import env; e = env.load_environment(); print(e.payme_addresses, e.payme_key)"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAYME_KEY", "short"),
        ("PAYME_CUMULATIVE_TEST_KEY", "a key with spaces in it"),
        ("PAYME_MERCHANT_ID", "587f72c7;2cac"),
        ("PAYME_LOGIN", "Pay:com"),
        ("PAYME_TEST_MODE", "perhaps"),
        ("PAYME_ADDRESSES", "185.234.113.1-15"),
        ("PAYME_ADDRESSES", "185.234.113.0/28,payme.uz"),
        ("PAYME_CHECKOUT_URL", "http://checkout.paycom.uz"),
        ("PAYME_IKPU", "123"),
        ("PAYME_VAT_PERCENT", "101"),
    ],
)
def test_invalid_setting_stops_the_start_and_is_named(name, value):
    done = started(**{name: value})
    assert done.returncode == 1
    assert f"  {name}: " in done.stderr or f"  {name}" in done.stderr
    assert value not in done.stderr or name == "PAYME_ADDRESSES"


def test_keys_and_networks_are_read():
    done = started(PAYME_KEY=ONE_TIME_KEY, PAYME_ADDRESSES=" 185.234.113.7/28, 2001:db8::/32 ")
    assert done.stdout.strip() == f"['185.234.113.0/28', '2001:db8::/32'] {ONE_TIME_KEY}"


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({}, set()),
        (NOTHING, set()),
        ({"payme_key": ""}, {"talim.E014"}),
        ({"payme_key": "", "payme_test_key": ONE_TIME_KEY}, set()),
        ({"payme_cumulative_merchant_id": ""}, {"talim.E014"}),
        ({"payme_cumulative_key": ONE_TIME_KEY}, {"talim.E015"}),
        ({"payme_key_old": CUMULATIVE_KEY}, {"talim.E015"}),
        ({"payme_ikpu": "0" * 17}, {"talim.E016"}),
        ({"payme_ikpu": "0" * 17, "payme_package_code": "1"}, set()),
    ],
    ids=["both", "neither", "no key", "sandbox", "no desk", "one key twice", "old and other", "no package", "fiscal"],
)
def test_contradictory_settings_are_refused(settings, values, result):
    settings.ENV = settings.ENV.model_copy(update=values)
    named = {error.id for error in check_setting_combinations(None)}
    assert named & {"talim.E014", "talim.E015", "talim.E016"} == result
