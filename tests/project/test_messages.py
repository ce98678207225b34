"""Catalogues of messages: complete in Uzbek and Russian, compiled where they are newer, and read back by gettext."""

import gettext

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from project import messages

GOOD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(folder, text):
    path = folder / "api/locale/ru/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_text_of_the_code_is_translated():
    assert messages.find_catalogue_problems() == []


def test_a_compiled_catalogue_is_what_gettext_reads(tmp_path):
    texts = 'msgid "Long "\n"text\\n"\nmsgstr "Длинный "\n"текст\\n"\n\nmsgid "Untold"\nmsgstr ""\n'
    path = write(tmp_path, GOOD + texts)
    messages.compile_catalogue(path)
    with path.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Long text\n") == "Длинный текст\n"
    assert read.gettext("Untold") == "Untold"


def test_a_fuzzy_translation_does_not_count(tmp_path):
    path = write(tmp_path, GOOD + '#, fuzzy\nmsgid "Text"\nmsgstr "Текст"\n')
    assert "Text" not in messages.read_catalogue(path)


@pytest.mark.parametrize(
    "text", ['msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n', "msgid a\n", "nonsense\n", 'msgid_plural "x"\n']
)
def test_a_catalogue_that_cannot_be_read_names_the_line(tmp_path, text):
    with pytest.raises(messages.BadCatalogue, match=r"django\.po:\d+"):
        messages.read_catalogue(write(tmp_path, text))


def test_the_check_finds_what_is_missing_or_broken(tmp_path):
    for language in messages.LANGUAGES:
        (tmp_path / "api" / "locale" / language / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "api" / "code.py").write_text('from x import _\n_("Known")\n_("Unknown %(count)d")\n')
    write(tmp_path, GOOD + 'msgid "Known"\nmsgstr "Известно"\n\nmsgid "Of %(count)d"\nmsgstr "Из"\n')
    problems = messages.find_catalogue_problems(tmp_path)
    assert "api/locale/ru/LC_MESSAGES/django.po: placeholders differ in 'Of %(count)d'" in problems
    assert "api/code.py:2: no uz translation of 'Known'" in problems
    assert "api/code.py:2: no ru translation of 'Known'" not in problems
    assert "api/code.py:3: no ru translation of 'Unknown %(count)d'" in problems


def test_formatted_text_cannot_be_marked_for_translation(tmp_path):
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "code.py").write_text('_(f"Hello {name}")\n')
    with pytest.raises(messages.BadCatalogue, match="plain text"):
        messages.find_catalogue_problems(tmp_path)


def test_missing_russian_translation_falls_back_to_uzbek():
    for language, text in (("ru", "Не найдено."), ("uz", "Topilmadi."), ("en", "Not found.")):
        with translation.override(language):
            assert _("Not found.") == text
