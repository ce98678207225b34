"""Search and imports find a word however it was typed."""

import pytest

from ml.text import build_search_key, fold_text

SAME = [
    [
        "Oʻzbekiston",
        "O'zbekiston",
        "O‘zbekiston",
        "O’zbekiston",
        "O`zbekiston",
        "Oʼzbekiston",
        "Ўзбекистон",
        "ЎЗБЕКИСТОН",
    ],
    ["Gʻijduvon", "G'IJDUVON", "Ғиждувон", "  g`ijduvon. "],
    ["Алёна", "Алена", "АЛЁНА", "Alena"],
    ["maʼno", "ma'no", "маъно"],
    ["5-sinf A", "5 sinf a", "5‑SINF «A»"],
    ["Straße", "STRASSE"],
    ["ﬁlm", "film", "ＦＩＬＭ"],
    ["İstanbul", "istanbul"],
    ["toʻ", "to'", "ТЎ"],
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_all_spellings_of_a_word_fold_to_the_same_text(spellings):
    assert len({fold_text(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("word", "other"), [("Oz", "Oʻz"), ("gul", "gʻul"), ("sinf 5", "sinf5"), ("tosh", "to'sh")])
def test_different_words_fold_to_different_texts(word, other):
    assert fold_text(word) != fold_text(other)


@pytest.mark.parametrize("text", ["Oʻtkir’s “book”", "Ёлка — 2026!", "'quoted'", "o' g' a'", "", "🙂", "\x00a", "ʻʻ''"])
def test_folding_twice_changes_nothing_more(text):
    once = fold_text(text)
    assert fold_text(once) == once
    assert once == once.strip()
    assert "  " not in once


def test_quotes_around_words_are_removed_and_apostrophes_inside_stay():
    assert fold_text("'salom', dedi Oʻtkir’") == "salom dedi o'tkir"


LEFT_OUT = [
    ["Oʻgʻiloy", "O'g'iloy", "O‘g‘iloy", "O`G`ILOY", "Ўғилой", "ЎҒИЛОЙ", "Ogʻiloy", "ogiloy"],
    ["Maʼmura", "Ma'mura", "Маъмура", "mamura"],
    ["Toʻraqulov", "Тўрақулов", "toraqulov"],
]


@pytest.mark.parametrize("spellings", LEFT_OUT, ids=lambda spellings: spellings[0])
def test_search_key_ignores_apostrophes_and_script(spellings):
    assert {build_search_key(spelling) for spelling in spellings} == {spellings[-1]}


def test_search_key_of_a_search_key_is_unchanged_and_other_letters_differ():
    for spellings in LEFT_OUT + SAME:
        for spelling in spellings:
            assert build_search_key(build_search_key(spelling)) == build_search_key(spelling)
    assert build_search_key("Oʻgʻiloy") != build_search_key("Ugiloy")
    assert build_search_key("''' !!") == ""
