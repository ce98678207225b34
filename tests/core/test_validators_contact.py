"""E-mail addresses, people's names and phone numbers, as people type them."""

from functools import partial

import pytest
from django.utils import translation

from apps.core.errors import Invalid
from apps.core.validators import InvalidValue, normalize_email, normalize_personal_name, normalize_phone, validate_field

GOOD_EMAILS = {
    "malika@example.com": "malika@example.com",
    "Malika.Yusupova@Example.COM": "malika.yusupova@example.com",
    "  a@b.uz ": "a@b.uz",
    "first+tag@gmail.com": "first+tag@gmail.com",
    "o'brien@mail.ru": "o'brien@mail.ru",
    "user_name@sub.domain.edu.uz": "user_name@sub.domain.edu.uz",
    "1@2.uz": "1@2.uz",
    "mail@пример.рф": "mail@xn--e1afmkfd.xn--p1ai",
    "x-y@my-school.uz": "x-y@my-school.uz",
    "UPPER@MAIL.RU": "upper@mail.ru",
}
BAD_EMAILS = [
    *"a @example.com a@ a@b a@@example.com a@example..com .a@example.com a@-example.com a@[127.0.0.1]".split(),
    *"a@example.com,b@example.com <a@example.com> почта@пример.рф".split(),
    *("", "a b@example.com", "a@example.com\x00", "a" * 300 + "@b.uz"),
]
GOOD_NAMES = {
    "Malika": "Malika",
    "  Anna   Maria ": "Anna Maria",
    "O'ktam": "Oʻktam",
    "O‘ktam": "Oʻktam",
    "Gʼulom": "Gʻulom",
    "Ўктам": "Ўктам",
    "Ғулом Қодиров": "Ғулом Қодиров",
    "Jean-Luc": "Jean-Luc",
    "Иванова-Петрова": "Иванова-Петрова",
    "J. R. Ewing": "J. R. Ewing",
    "Zoe\u0308": "Zoë",
    "Muhammad ibn Muso al-Xorazmiy": "Muhammad ibn Muso al-Xorazmiy",
    "D'Artagnan": "D\u02bcArtagnan",
    "Ra’no": "Ra\u02bcno",
    "Ma\u02bbmura": "Ma\u02bcmura",
}
BAD_NAMES = [
    "",
    "   ",
    "\x01",
    "123",
    "Malika1",
    "-Malika",
    "'Malika",
    "<b>Malika</b>",
    "Malika\x00",
    "Malika\u202eakilaM",
    "a_b",
    "😀",
    "Мalika",
    "Malika\u0430",
    "李明",
    "x" * 81,
    "Malika; DROP TABLE",
    "Malika@home",
]
GOOD_PHONES = {
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
FOREIGN_PHONES = {
    "+7 916 123-45-67": "+79161234567",
    "+77012345678": "+77012345678",
    "+90 532 123 45 67": "+905321234567",
    "+1 (212) 555-2368": "+12125552368",
}
BAD_PHONES = [
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
normalize_foreign_phone = partial(normalize_phone, allow_foreign=True)
TYPED = {
    normalize_email: (GOOD_EMAILS, BAD_EMAILS),
    normalize_personal_name: (GOOD_NAMES, BAD_NAMES),
    normalize_phone: (GOOD_PHONES, [*BAD_PHONES, *FOREIGN_PHONES]),
    normalize_foreign_phone: (FOREIGN_PHONES, BAD_PHONES),
}
GOOD = [(check, typed, kept) for check, (good, _bad) in TYPED.items() for typed, kept in good.items()]
BAD = [(check, typed) for check, (_good, bad) in TYPED.items() for typed in bad]


@pytest.mark.parametrize(("check", "typed", "kept"), GOOD)
def test_value_is_normalized(check, typed, kept):
    assert check(typed) == kept
    assert check(kept) == kept


@pytest.mark.parametrize(("check", "typed"), BAD)
def test_invalid_value_is_refused(check, typed):
    with pytest.raises(InvalidValue):
        check(typed)


def reasons_of(check, typed):
    with pytest.raises(InvalidValue) as refused:
        check(typed)
    reasons = []
    for language in ("uz", "ru", "en"):
        with translation.override(language):
            reasons.append(str(refused.value))
    return reasons


def test_errors_are_translated_into_three_languages():
    assert len(set(reasons_of(normalize_email, "a"))) == 3
    assert [len(set(reasons_of(normalize_personal_name, typed))) for typed in ("Мalika", "", "a1")] == [3, 3, 3]


def test_error_is_in_the_language_of_the_user():
    assert reasons_of(normalize_phone, "+998 12 123 45 67") == [
        "Oʻzbekistonda bunday raqamli operator yoʻq.",
        "Ни один оператор Узбекистана не использует такой номер.",
        "No operator in Uzbekistan uses this number.",
    ]


def test_service_error_names_the_field():
    assert validate_field("phone", normalize_phone, "901234567") == "+998901234567"
    with pytest.raises(Invalid) as refused:
        validate_field("phone", normalize_phone, "12345")
    assert list(refused.value.fields) == ["phone"]
