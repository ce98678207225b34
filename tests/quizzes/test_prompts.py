"""HTML of a question becomes a document, pictures and a recording; what stays behind is named."""

from uuid import UUID

import pytest

from apps.learning.blocks.documents import TEXT_SCHEMA, check_document
from apps.quizzes.formats.prompts import (
    is_plain,
    make_document,
    read_html_prompt,
    read_plain_text,
    write_html,
    write_text,
)
from tests.quizzes.drafts import FORMATTED

FILES = {f"{number}.{ending}": UUID(int=number) for number, ending in enumerate(["png"] * 7 + ["mp3", "mp3", "pdf"])}


def read(html):
    return read_html_prompt(html, find_file=FILES.get)


def test_pictures_and_the_first_recording_stand_apart_from_the_text():
    prompt = read(
        '<p>Look <img src="0.png" alt="A cat"> and <b>listen</b>.</p><audio><source src="7.mp3"></audio>'
        '<ul><li>one<img src="1.png"></li></ul>'
    )
    assert write_text(prompt.document) == "Look\n\nand listen.\n\none"
    assert [(picture.file.int, picture.alt) for picture in prompt.pictures] == [(0, "A cat"), (1, "")]
    assert (prompt.audio, prompt.left_out) == (FILES["7.mp3"], [])


def test_a_link_to_a_recording_is_the_recording():
    assert read('<p>Listen: <a href="7.mp3">here</a></p>').audio == FILES["7.mp3"]


def test_what_a_prompt_cannot_hold_is_named():
    many = "".join(f'<img src="{number}.png">' for number in range(7))
    prompt = read(f'{many}<audio src="7.mp3"></audio><audio src="8.mp3"></audio><a href="9.pdf">x</a><svg></svg>')
    assert len(prompt.pictures) == 5
    assert prompt.left_out == ["svg", "5.png", "6.png", "8.mp3", "9.pdf"]
    assert read('<img src="no.png"><a href="page.php?id=1">old</a>').left_out == ["no.png", "a"]


def test_formulas_and_pages_stay_as_text():
    prompt = read('<p>\\[x^2\\]</p><iframe src="https://example.uz/a" title="A page"></iframe>')
    assert write_text(prompt.document) == "\\[x^2\\]\n\nA page"


@pytest.mark.parametrize("document", [FORMATTED, make_document("a < b & c\nd\n\ne"), make_document("")])
def test_a_document_comes_back_from_html(document):
    assert check_document(document, TEXT_SCHEMA) == document
    assert read(write_html(document)).document == document


@pytest.mark.parametrize("text", ["", "a", "a\nb", "a\n\nb\nc", "  spaces  within", "<b> &amp;"])
def test_plain_text_comes_back_from_a_document(text):
    document = make_document(text)
    assert write_text(document) == text.strip()
    assert is_plain(document)


def test_a_formatted_document_is_not_plain():
    assert not is_plain(FORMATTED)
    assert write_text(FORMATTED) == "Read it\n\none < two & three"


def test_options_lose_their_form():
    assert read_plain_text("<p>a <b>b</b>&nbsp;&lt; c</p><p>d<br>e</p>") == "a b < c\nd\ne"
