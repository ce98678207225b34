"""The language of short texts, as questions have them."""

import pytest

from ml.text.languages import detect_language

TEXTS = [
    ("The opposite of hot is cold.", "en"),
    ("It's five o'clock", "en"),
    ("Oʻzbekiston poytaxti", "uz"),
    ("O'ZBEKISTON POYTAXTI", "uz"),
    ("Ular har kuni maktabga borishadi", "uz"),
    ("Bugun havo yaxshi", "uz"),
    ("Ўзбекистон пойтахти", "uz"),
    ("ТОШКЕНТ ҚАЕРДА", "uz"),
    ("Улар мактабга борди", "uz"),
    ("Вчера мы ходили в парк", "ru"),
    ("Новогоднее дерево", "ru"),
    ("Der Garten", None),
    ("2 + 2 = 4", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "language"), TEXTS, ids=[text or "empty" for text, _language in TEXTS])
def test_the_language_of_a_text_is_seen(text, language):
    assert detect_language(text) == language


def test_of_a_text_in_two_alphabets_the_answer_decides():
    assert detect_language("Переведите: it is night", "ночь") == "ru"
    assert detect_language("Переведите: ночь", "the night") == "en"
    assert detect_language("Oʻzbekiston poytaxti?", "Toshkent") == "uz"
