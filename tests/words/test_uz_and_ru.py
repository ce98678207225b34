"""Uzbek and Russian texts use the words of the glossary: one word for one thing."""

import re
from collections.abc import Iterator

import pytest

from project.messages import LANGUAGES, SOURCES, read_catalogue
from tests.services import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
TERM = tuple[str, list[str], list[str], list[str]]


def terms() -> Iterator[TERM]:
    """English, Uzbek words, Russian words, and words that are not used."""
    table = GLOSSARY.read_text(encoding="utf-8").partition("## In Uzbek and Russian")[2].partition("\n## ")[0]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 4 and cells[0] not in ("English", "---"):
            uz, ru, unused = ([word.strip() for word in cell.split(",") if word.strip()] for cell in cells[1:])
            yield cells[0], uz, ru, unused


def stem(word: str) -> str:
    """What the forms of a word have in common: endings change, so the last two letters of a long word are left out."""
    word = word.replace("ё", "е")
    return word if len(word) <= 4 else word[: max(4, len(word) - 2)]


def catalogues(language: str) -> dict[str, str]:
    """Every translated text of the platform by its English one."""
    files = (file for folder in SOURCES for file in (ROOT / folder).rglob(f"locale/{language}/LC_MESSAGES/django.po"))
    return {english: text for file in files for english, text in read_catalogue(file).items()}


@pytest.mark.parametrize(("english", "uz", "ru", "_unused"), [pytest.param(*term, id=term[0]) for term in terms()])
def test_a_term_has_its_word_in_each_language(english, uz, ru, _unused):
    """Texts that are the term and nothing else, as titles and columns are."""
    term = re.compile(rf"(?:{english}|{english}e?s)[.:]?", re.IGNORECASE)
    for language, words in zip(LANGUAGES, (uz, ru), strict=True):
        texts = {text: translated for text, translated in catalogues(language).items() if term.fullmatch(text)}
        other = {
            text: full_text
            for text, full_text in texts.items()
            if not any(stem(word) in folded(full_text) for word in words)
        }
        assert not other, f"{language}: none of {words} in {other}"


def folded(text: str) -> str:
    return text.lower().replace("‘", "ʻ").replace("ё", "е")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_are_not_used_are_not_there(language):
    unused = [word for *_words, words in terms() for word in words]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, unused))})\w*", re.IGNORECASE)
    met = {text: pattern.findall(text) for text in catalogues(language).values() if pattern.search(text)}
    assert met == {}
