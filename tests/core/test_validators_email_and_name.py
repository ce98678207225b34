"""E-mail addresses and people's names."""

import pytest
from django.utils import translation

from apps.core.validators import InvalidValue, normalize_email, normalize_personal_name

GOOD_EMAILS = {
    "malika@example.com": "malika@example.com",
    "Malika.Yusupova@Example.COM": "malika.yusupova@example.com",
    "  a@b.uz ": "a@b.uz",
    "first+tag@gmail.com": "first+tag@gmail.com",
    "o'brien@mail.ru": "o'brien@mail.ru",
    "user_name@sub.domain.edu.uz": "user_name@sub.domain.edu.uz",
    "1@2.uz": "1@2.uz",
    "почта@пример.рф": None,
    "mail@пример.рф": "mail@xn--e1afmkfd.xn--p1ai",
    "x-y@my-school.uz": "x-y@my-school.uz",
    "UPPER@MAIL.RU": "upper@mail.ru",
}
BAD_EMAILS = [
    "",
    "a",
    "@example.com",
    "a@",
    "a@b",
    "a b@example.com",
    "a@@example.com",
    "a@example..com",
    ".a@example.com",
    "a@-example.com",
    "a@example.com\x00",
    "a@example.com,b@example.com",
    "<a@example.com>",
    "a@[127.0.0.1]",
    "a" * 300 + "@b.uz",
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


@pytest.mark.parametrize(("typed", "kept"), [pair for pair in GOOD_EMAILS.items() if pair[1]])
def test_email_address_is_normalized(typed, kept):
    assert normalize_email(typed) == kept
    assert normalize_email(kept) == kept


@pytest.mark.parametrize("typed", [*BAD_EMAILS, *(typed for typed, kept in GOOD_EMAILS.items() if kept is None)])
def test_invalid_email_address_is_refused(typed):
    with pytest.raises(InvalidValue):
        normalize_email(typed)


@pytest.mark.parametrize(("typed", "kept"), GOOD_NAMES.items())
def test_name_is_normalized(typed, kept):
    assert normalize_personal_name(typed) == kept
    assert normalize_personal_name(kept) == kept


@pytest.mark.parametrize("typed", BAD_NAMES)
def test_invalid_name_is_refused(typed):
    with pytest.raises(InvalidValue):
        normalize_personal_name(typed)


def test_errors_are_translated_into_three_languages():
    for check, typed in (
        (normalize_email, "a"),
        (normalize_personal_name, "Мalika"),
        (normalize_personal_name, ""),
        (normalize_personal_name, "a1"),
    ):
        with pytest.raises(InvalidValue) as refused:
            check(typed)
        reasons = set()
        for language in ("uz", "ru", "en"):
            with translation.override(language):
                reasons.add(str(refused.value))
        assert len(reasons) == 3
