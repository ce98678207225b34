"""The same words said or written differently count as the same."""

import pytest

from ml.text import choose_matching_readings, parse_words, tokenize


def words(text: str, language: str = "en") -> list[str]:
    return [token.text for token in tokenize(text, language)]


@pytest.mark.parametrize(
    ("reference", "heard", "language"),
    [
        ("two eight nine one", "2891", "en"),
        ("twenty eight ninety one", "2891", "en"),
        ("two thousand eight hundred and ninety one", "2,891", "en"),
        ("In 1985 we won", "in nineteen eighty five we won", "en"),
        ("the 21st of May", "the twenty first of May", "en"),
        ("half past 7:30", "half past seven thirty", "en"),
        ("3.5 percent", "three point five %", "en"),
        ("one oh one", "101", "en"),
        ("a hundred books", "100 books", "en"),
        ("I'm sure they don't", "I am sure they do not", "en"),
        ("it's gone", "it has gone", "en"),
        ("We cannot go", "we can't go", "en"),
        ("ice cream", "icecream", "en"),
        ("icecream", "ice-cream", "en"),
        ("my favourite colour", "my favorite color", "en"),
        ("they organised theatres", "they organized theaters", "en"),
        ("over their|there", "over there", "en"),
        ("I'm|I ready", "I ready", "en"),
        ("at 7:00", "at seven o'clock", "en"),
        ("at 7:00", "at seven", "en"),
        ("at 7:05", "at seven oh five", "en"),
        ("at ten a.m.", "at 10am", "en"),
        ("it costs five dollars", "it costs $5", "en"),
        ("the nineteen nineties", "the 1990s", "en"),
        ("the 1990's", "the 1990s", "en"),
        ("three point one four", "3.14", "en"),
        ("two and a half", "2.5", "en"),
        ("twenty five degrees", "25°", "en"),
        ("minus five", "-5", "en"),
        ("five five five one two three four", "555-1234", "en"),
        ("page a four", "page A4", "en"),
        ("the U.S.A.", "the USA", "en"),
        ("a café", "a cafe", "en"),
        ("should've gone", "should have gone", "en"),
        ("who's he", "who is he", "en"),
        ("they won't", "they will not", "en"),
        ("в тысяча девятьсот восемьдесят пятом году", "в 1985 году", "ru"),
        ("пятая школа", "5-я школа", "ru"),
        ("третьего мая", "3-го мая", "ru"),
        ("первое сентября", "1 сентября", "ru"),
        ("в пяти домах", "в 5 домах", "ru"),
        ("два с половиной", "2,5", "ru"),
        ("номер пять", "№ 5", "ru"),
        ("пятьдесят процентов", "50%", "ru"),
        ("beshinchi sinf", "5-sinf", "uz"),
        ("бешинчи синф", "5-синф", "uz"),
        ("ikki ming yigirma toʻrtinchi yil", "2024-yil", "uz"),
        ("beshta olma", "5ta olma", "uz"),
        ("uchta", "3 ta", "uz"),
        ("bir yarim", "1,5", "uz"),
        ("Тошкент шаҳри", "Toshkent shahri", "uz"),
        ("цирк ва конституция", "sirk va konstitutsiya", "uz"),
        ("маъно", "maʼno", "uz"),
        ("двадцать одна тысяча", "21 000".replace(" ", ""), "ru"),
        ("в тысяча девятьсот восемьдесят пятом", "в тысяча девятьсот восемьдесят пятом", "ru"),
        ("две книги", "2 книги", "ru"),
        ("ещё", "еще", "ru"),
        ("пятый класс", "5-й класс", "ru"),
        ("yigirma besh", "25", "uz"),
        ("ming bir yuz", "1100", "uz"),
        ("uchinchi sinf", "3-chi sinf", "uz"),
        ("Oʻzbekiston", "Ўзбекистон", "uz"),
        ("yosh yelka", "ёш елка", "uz"),
    ],
)
def test_text_and_transcript_are_read_in_the_variants_that_agree(reference, heard, language):
    asked = parse_words(reference, language, alternatives=True)
    asked, heard = choose_matching_readings(asked, parse_words(heard, language), language)
    assert [token.text for token in asked] == [token.text for token in heard]


def test_token_has_the_index_of_its_word():
    assert [(token.text, token.index) for token in tokenize("Don't buy 28 ice-creams!", "en")] == [
        ("do", 0), ("not", 0), ("buy", 1), ("twenty", 2), ("eight", 2), ("ice", 3), ("creams", 3),
    ]  # fmt: skip


def test_wildcard_accepts_any_word():
    word = parse_words("my name is Aziza|*", "en", alternatives=True)[-1]
    assert word.anything
    assert word.surface == "Aziza"


def test_bars_have_no_meaning_in_a_transcript():
    assert not parse_words("Aziza|*", "en")[0].anything


@pytest.mark.parametrize("apostrophe", "ʻʼ‘’`'")
def test_all_kinds_of_apostrophe_give_the_same_uzbek_word(apostrophe):
    assert words(f"to{apostrophe}g{apostrophe}ri", "uz") == ["to'g'ri"]


def test_punctuation_alone_is_not_a_word():
    assert words("— … ! ,") == []


def test_very_long_number_is_read_digit_by_digit():
    assert words("9" * 40) == ["nine"] * 40


def test_text_in_an_unknown_language_is_split_into_words():
    assert words("Grüß dich 25", "de") == ["grüß", "dich", "25"]
