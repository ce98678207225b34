"""What an SMS must be before anything is paid for it."""

import phonenumbers
from django.conf import settings
from phonenumbers import PhoneNumberType

from apps.messaging.errors import OurFault, Refused
from apps.messaging.sms_size import size
from apps.settings.queries import system

MOST_PARTS = 10
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
TEST_TEXTS = ("Bu Eskiz dan test", "Это тест от Eskiz", "This is test from Eskiz")
"""All that a test account of Eskiz sends."""


def check(*, to: str, text: str) -> int:
    """How many parts the text to the number in E.164 takes; Refused when it would be paid in vain."""
    _check_number(to)
    if not text.strip():
        raise Refused("the SMS says nothing")
    parts = size(text).parts
    if parts > MOST_PARTS:
        raise Refused(f"the SMS has {parts} parts: more than {MOST_PARTS} are not sent")
    if settings.ENV.eskiz_test_account and text not in TEST_TEXTS:
        raise OurFault("a test account of Eskiz sends its three texts only; see ESKIZ_TEST_ACCOUNT")
    return parts


def _check_number(to: str) -> None:
    try:
        number = phonenumbers.parse(to)
    except phonenumbers.NumberParseException:
        raise Refused("the number cannot be read") from None
    if phonenumbers.number_type(number) not in MOBILE:
        raise Refused("the number is not a mobile one: it takes no SMS")
    if number.country_code != 998 and not system().foreign_phones:
        raise Refused("abroad has its own price: SMS go there only with the setting foreign_phones")


def shortened(to: str) -> str:
    """A number for looking at: `+998 ** *** ** 67`."""
    if to.startswith("+998"):
        return f"+998 ** *** ** {to[-2:]}"
    return f"{to[:2]}***{to[-2:]}"
