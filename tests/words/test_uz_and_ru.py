"""Uzbek and Russian texts use the words of the glossary: one word for one thing."""

import re

import pytest

from project.messages import LANGUAGES, SOURCES, read_catalogue
from tests.services import ROOT
from tests.words.tables import read_rows

TERMS = [
    (english, *([word.strip() for word in cell.split(",") if word.strip()] for cell in cells))
    for english, *cells in read_rows("glossary.md", "\n## In Uzbek and Russian\n")
]
"""English, Uzbek words, Russian words, and words that are not used."""


def stem(word):
    """What the forms of a word have in common: endings change, so the last two letters of a long word are left out."""
    word = word.replace("ё", "е")
    return word if len(word) <= 4 else word[: max(4, len(word) - 2)]


def catalogues(language):
    """Every translated text of the platform by its English one."""
    files = (file for folder in SOURCES for file in (ROOT / folder).rglob(f"locale/{language}/LC_MESSAGES/django.po"))
    return {english: text for file in files for english, text in read_catalogue(file).items()}


@pytest.mark.parametrize(("english", "uz", "ru", "_unused"), [pytest.param(*term, id=term[0]) for term in TERMS])
def test_a_term_has_its_word_in_each_language(english, uz, ru, _unused):
    """Texts that are the term and nothing else, as titles and columns are."""
    term = re.compile(rf"(?:{english}|{english}e?s)[.:]?", re.IGNORECASE)
    for language, words in zip(LANGUAGES, (uz, ru), strict=True):
        texts = {text: translated for text, translated in catalogues(language).items() if term.fullmatch(text)}
        stems = [stem(word) for word in words]
        other = {text: found for text, found in texts.items() if not any(part in folded(found) for part in stems)}
        assert not other, f"{language}: none of {words} in {other}"


def folded(text):
    return text.lower().replace("‘", "ʻ").replace("ё", "е")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_are_not_used_are_not_there(language):
    unused = [word for *_words, words in TERMS for word in words]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, unused))})\w*", re.IGNORECASE)
    met = {text: pattern.findall(text) for text in catalogues(language).values() if pattern.search(text)}
    assert met == {}
