"""Texts in the forms that Moodle names: `moodle` (HTML with line ends), `html`, `markdown` and `plain`."""

import re
from html import escape
from typing import Any

from apps.core.validators import InvalidValue
from apps.course_transfers.markdown_documents import read_markdown
from apps.learning.blocks.documents import TEXT_SCHEMA, check_document
from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.prompts import (
    FindFile,
    Prompt,
    find_no_file,
    make_document,
    read_html_prompt,
    read_plain_text,
    write_text,
)
from apps.quizzes.questions.drafts import LANGUAGES

FORMS = ("moodle", "html", "markdown", "plain")
_LANGUAGE = re.compile(r"""<[^<>]*\slang=["']?([a-zA-Z]{2})""")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?[a-zA-Z0-9]{1,32};")


def read_prompt(text: str, form: str, find_file: FindFile = find_no_file) -> Prompt:
    """Return a text of one of FORMS as a prompt. Raise BrokenQuestion for Markdown that makes no valid document."""
    if form == "markdown":
        return Prompt(_check(read_markdown(text)))
    if form == "html":
        return read_html_prompt(text, find_file=find_file)
    if form == "moodle" and _MARKUP.search(text):
        return read_html_prompt(text.strip().replace("\n", "<br>"), find_file=find_file)
    return Prompt(make_document(text))


def read_words(text: str, form: str) -> str:
    """Return a text of one of FORMS as plain text, for options and feedback."""
    if form == "html":
        return read_plain_text(text)
    if form == "moodle" and _MARKUP.search(text):
        return read_plain_text(text.strip().replace("\n", "<br>"))
    return write_text(read_prompt(text, form).document) if form == "markdown" else text.strip()


def find_language(html: str) -> str:
    """Return the language that elements of a text name, "en", "ru" or "uz"; "" where they name none or several."""
    named = {code.lower() for code in _LANGUAGE.findall(html)}
    return named.pop() if len(named) == 1 and named <= set(LANGUAGES) else ""


def write_lines(text: str) -> str:
    """Return plain text as HTML, with a break at each line end."""
    return "<br>".join(escape(line, quote=False) for line in text.split("\n"))


def _check(document: dict[str, Any]) -> dict[str, Any]:
    try:
        return check_document(document, TEXT_SCHEMA)
    except InvalidValue as error:
        raise BrokenQuestion("not_valid", field="markdown") from error
