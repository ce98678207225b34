"""Phone numbers as people type them."""

import pytest
from django.utils import translation

from apps.core.errors import Invalid
from apps.core.validators import InvalidValue, normalize_phone, validate_field

GOOD = {
    "+998901234567": "+998901234567",
    "+998 90 123 45 67": "+998901234567",
    "998901234567": "+998901234567",
    "901234567": "+998901234567",
    "90-123-45-67": "+998901234567",
    "(90) 123 45 67": "+998901234567",
    " +998\u00a071\u00a0200\u00a000\u00a000 ": "+998712000000",
    "+998 33 123 45 67": "+998331234567",
    "+998 50 123 45 67": "+998501234567",
    "+998.77.123.45.67": "+998771234567",
    "+998 20 123 45 67": "+998201234567",
}
FOREIGN = {
    "+7 916 123-45-67": "+79161234567",
    "+77012345678": "+77012345678",
    "+90 532 123 45 67": "+905321234567",
    "+1 (212) 555-2368": "+12125552368",
}
BAD = [
    "",
    "   ",
    "abc",
    "+",
    "12345",
    "+998",
    "+99890123456",
    "+9989012345678",
    "+998 12 123 45 67",
    "+998 00 000 00 00",
    "90 123 45 67 ext 5",
    "901234567;drop",
    "+998901234567\x00",
    "٩٠١٢٣٤٥٦٧",
    "+999999999999999",
    "9" * 40,
    "++998901234567",
]


@pytest.mark.parametrize(("typed", "kept"), GOOD.items())
def test_uzbek_phone_number_is_stored_as_e164(typed, kept):
    assert normalize_phone(typed) == kept
    assert normalize_phone(kept) == kept


@pytest.mark.parametrize(("typed", "kept"), FOREIGN.items())
def test_foreign_phone_number_is_accepted_only_where_allowed(typed, kept):
    assert normalize_phone(typed, foreign=True) == kept
    with pytest.raises(InvalidValue):
        normalize_phone(typed)


@pytest.mark.parametrize("foreign", [True, False])
@pytest.mark.parametrize("typed", BAD)
def test_invalid_phone_number_is_refused(typed, foreign):
    with pytest.raises(InvalidValue):
        normalize_phone(typed, foreign=foreign)


def test_error_is_in_the_language_of_the_user():
    reasons = {}
    for language in ("uz", "ru", "en"):
        with translation.override(language), pytest.raises(InvalidValue) as refused:
            normalize_phone("+998 12 123 45 67")
        with translation.override(language):
            reasons[language] = str(refused.value)
    assert reasons["en"] == "No operator in Uzbekistan uses this number."
    assert reasons["ru"] == "Ни один оператор Узбекистана не использует такой номер."
    assert reasons["uz"] == "Oʻzbekistonda bunday raqamli operator yoʻq."


def test_service_error_names_the_field():
    assert validate_field("phone", normalize_phone, "901234567") == "+998901234567"
    with pytest.raises(Invalid) as refused:
        validate_field("phone", normalize_phone, "12345")
    assert list(refused.value.fields) == ["phone"]
