"""How long an SMS is: the alphabets of 3GPP TS 23.038, the joined messages of TS 23.040."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.messaging.sms import simplify_punctuation
from apps.messaging.sms_size import BASIC, CAPACITY, EXTENSION, SmsSize, measure_sms, split_sms

gsm = st.text(st.sampled_from(sorted(BASIC | EXTENSION)), max_size=700)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=700) | gsm


def places(text, encoding):
    """Counted another way: as bytes of UTF-16, or by the escapes."""
    if encoding == "unicode":
        return len(text.encode("utf-16-le")) // 2
    return len(text) + sum(text.count(letter) for letter in EXTENSION)


@given(anything)
def test_sms_parts_join_to_the_text_and_are_full_but_not_too_long(text):
    results, parts = measure_sms(text), split_sms(text)
    assert "".join(parts) == text
    assert (len(parts), places(text, results.encoding)) == (results.parts, results.characters)
    alone, joined = CAPACITY[results.encoding]
    room = alone if len(parts) == 1 else joined
    assert all(1 <= places(message, results.encoding) <= room for message in parts)
    assert all(places(message, results.encoding) >= room - 1 for message in parts[:-1])


@given(anything)
def test_sms_part_does_not_split_a_surrogate_pair(text):
    for message in split_sms(text):
        assert message.encode("utf-16-le").decode("utf-16-le") == message


@given(anything)
def test_unicode_encoding_only_for_letters_outside_gsm7(text):
    assert (measure_sms(text).encoding == "gsm7") == (set(text) <= BASIC | EXTENSION)


@given(gsm, st.characters(exclude_categories=["Cs"]))
def test_longer_text_never_has_fewer_parts(text, letter):
    assert measure_sms(text + letter).parts >= measure_sms(text).parts


def test_gsm7_alphabet_is_complete():
    assert (len(BASIC), len(EXTENSION), BASIC & EXTENSION) == (127, 10, frozenset())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("gsm7", 0, 0)),
        ("a" * 160, ("gsm7", 160, 1)),
        ("a" * 161, ("gsm7", 161, 2)),
        ("a" * 306, ("gsm7", 306, 2)),
        ("a" * 307, ("gsm7", 307, 3)),
        ("€" * 80, ("gsm7", 160, 1)),
        ("€" * 153, ("gsm7", 306, 3)),
        ("a" * 152 + "€" + "a" * 152, ("gsm7", 306, 3)),
        ("я" * 70, ("unicode", 70, 1)),
        ("я" * 71, ("unicode", 71, 2)),
        ("я" * 134, ("unicode", 134, 2)),
        ("я" * 135, ("unicode", 135, 3)),
        ("😀" * 35, ("unicode", 70, 1)),
        ("😀" * 36, ("unicode", 72, 2)),
        ("😀" * 67, ("unicode", 134, 3)),
        ("я" * 66 + "😀" + "я" * 66, ("unicode", 134, 3)),
        ("O'zbekcha: to'lov, g'oya", ("gsm7", 24, 1)),
        ("Oʻzbekcha", ("unicode", 9, 1)),
        ("Ўзбекча", ("unicode", 7, 1)),
    ],
    ids=lambda value: value[:3] + f" x{len(value)}" if isinstance(value, str) else "",
)
def test_lengths_at_the_edges(text, expected):
    assert measure_sms(text) == SmsSize(*expected)  # type: ignore[arg-type]


def test_typographic_signs_are_replaced_in_sms():
    typed = "Oʻzbek tili, maʼno, g‘oya, o’qish: “Unit 3” — «A2»… 450 000"
    assert measure_sms(simplify_punctuation(typed)).encoding == "gsm7"
    assert simplify_punctuation(typed) == "O'zbek tili, ma'no, g'oya, o'qish: \"Unit 3\" - \"A2\"... 450 000"
    assert simplify_punctuation("Ўқувчи, ğ, ş") == "Ўқувчи, ğ, ş"
