"""Check an SMS before it is paid for."""

import phonenumbers
from django.conf import settings
from phonenumbers import PhoneNumberType

from apps.messaging.errors import AccountProblem, MessageRefused
from apps.messaging.sms_size import measure_sms
from apps.settings.queries import get_system_settings

MAX_PARTS = 10
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
TEST_TEXTS = ("Bu Eskiz dan test", "Это тест от Eskiz", "This is test from Eskiz")
"""The only texts that a test account of Eskiz sends."""


def check_sms_and_count_parts(*, to: str, text: str) -> int:
    """Return the number of parts of the text. Raise MessageRefused when it would be paid in vain."""
    _check_number(to)
    if not text.strip():
        raise MessageRefused("the SMS says nothing")
    parts = measure_sms(text).parts
    if parts > MAX_PARTS:
        raise MessageRefused(f"the SMS has {parts} parts: more than {MAX_PARTS} are not sent")
    if settings.ENV.eskiz_test_account and text not in TEST_TEXTS:
        raise AccountProblem("a test account of Eskiz sends its three texts only; see ESKIZ_TEST_ACCOUNT")
    return parts


def _check_number(to: str) -> None:
    try:
        number = phonenumbers.parse(to)
    except phonenumbers.NumberParseException:
        raise MessageRefused("the number cannot be read") from None
    if phonenumbers.number_type(number) not in MOBILE:
        raise MessageRefused("the number is not a mobile one: it takes no SMS")
    if number.country_code != 998 and not get_system_settings().foreign_phones:
        raise MessageRefused("abroad has its own price: SMS go there only with the setting foreign_phones")


def is_sms_number(to: str) -> bool:
    """Return whether SMS are sent to this number."""
    try:
        _check_number(to)
    except MessageRefused:
        return False
    return True


def mask_phone_number(to: str) -> str:
    """Return a number for display: `+998 ** *** ** 67`."""
    if to.startswith("+998"):
        return f"+998 ** *** ** {to[-2:]}"
    return f"{to[:2]}***{to[-2:]}"
