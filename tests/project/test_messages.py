"""Catalogues of messages: complete in Uzbek and Russian, compiled, and read back by gettext."""

import gettext
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from project import checks, messages
from project.launcher import message_catalogues

GOOD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(folder, text):
    path = folder / "api/locale/ru/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_text_of_the_code_is_translated_and_compiled():
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


def test_the_check_finds_what_is_missing_stale_or_broken(tmp_path):
    for language in messages.LANGUAGES:
        (tmp_path / "api" / "locale" / language / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "api" / "code.py").write_text('from x import _\n_("Known")\n_("Unknown %(count)d")\n')
    path = write(tmp_path, GOOD + 'msgid "Known"\nmsgstr "Известно"\n\nmsgid "Of %(count)d"\nmsgstr "Из"\n')
    problems = messages.find_catalogue_problems(tmp_path)
    assert "api/locale/ru/LC_MESSAGES/django.mo: not compiled from its .po" in problems
    assert "api/locale/ru/LC_MESSAGES/django.po: placeholders differ in 'Of %(count)d'" in problems
    assert "api/code.py:2: no uz translation of 'Known'" in problems
    assert "api/code.py:2: no ru translation of 'Known'" not in problems
    assert "api/code.py:3: no ru translation of 'Unknown %(count)d'" in problems
    messages.compile_catalogue(path)
    assert not [line for line in messages.find_catalogue_problems(tmp_path) if "not compiled" in line]


def test_formatted_text_cannot_be_marked_for_translation(tmp_path):
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "code.py").write_text('_(f"Hello {name}")\n')
    with pytest.raises(messages.BadCatalogue, match="plain text"):
        messages.find_catalogue_problems(tmp_path)


def test_missing_russian_translation_falls_back_to_uzbek():
    for language, text in (("ru", "Не найдено."), ("uz", "Topilmadi."), ("en", "Not found.")):
        with translation.override(language):
            assert _("Not found.") == text


def copy_code(folder):
    """Copy what a start in another language needs, as a clone has it: without compiled messages."""
    ignored = shutil.ignore_patterns("*.mo", "__pycache__", "static")
    for name in message_catalogues.SOURCES:
        shutil.copytree(messages.ROOT / name, folder / name, ignore=ignored)
    for name in ("ml", "manage.py"):
        copy = shutil.copytree if (messages.ROOT / name).is_dir() else shutil.copy
        copy(messages.ROOT / name, folder / name)
    return folder


SAY = """
import django; django.setup()
from django.utils import translation
from django.utils.translation import gettext
for language in ("ru", "uz"):
    with translation.override(language):
        print(gettext("Not found."))
"""


def test_a_clone_starts_in_russian_and_uzbek_and_is_refused_before(tmp_path):
    clone = copy_code(tmp_path)
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "project.settings", "PYTHONIOENCODING": "utf-8"}

    def run(*words):
        return subprocess.run([sys.executable, *words], cwd=clone, env=env, capture_output=True, text=True)

    refused = run("manage.py", "check", "--tag", "translation")
    assert refused.returncode == 1
    assert "talim.E058" in refused.stderr
    assert "python -m project.messages" in refused.stderr
    with ThreadPoolExecutor(2) as two:  # two processes at once harm nothing
        assert [done.returncode for done in two.map(lambda _: run("-m", "project.messages"), range(2))] == [0, 0]
    assert run("manage.py", "check", "--tag", "translation").returncode == 0
    assert run("-c", SAY).stdout.split("\n")[:2] == ["Не найдено.", "Topilmadi."]
    assert not list(clone.glob("**/.django-*")), "what was written beside is renamed"


def test_a_newer_an_older_and_a_missing_catalogue_are_compiled_again(tmp_path):
    path = write(tmp_path, GOOD)
    assert message_catalogues.find_outdated(tmp_path) == [path]
    messages.compile_catalogue(path)
    assert message_catalogues.find_outdated(tmp_path) == []
    for seconds in (1, -1):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime + seconds))
        assert message_catalogues.find_outdated(tmp_path) == [path]
        assert messages.compile_catalogues(tmp_path) == [path.with_suffix(".mo")]
        assert message_catalogues.find_outdated(tmp_path) == []
    path.with_suffix(".mo").unlink()
    assert message_catalogues.find_missing(tmp_path) == [path]


def test_a_catalogue_that_cannot_be_read_leaves_the_compiled_one(tmp_path):
    path = write(tmp_path, GOOD)
    messages.compile_catalogue(path)
    before = path.with_suffix(".mo").read_bytes()
    path.write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(messages.BadCatalogue):
        messages.compile_catalogue(path)
    assert path.with_suffix(".mo").read_bytes() == before
    assert [file.name for file in path.parent.glob("*.mo")] == ["django.mo"]


def test_the_check_names_the_command(tmp_path, settings):
    assert checks.check_messages(None) == []
    write(tmp_path, GOOD)
    settings.BASE_DIR = tmp_path
    [error] = checks.check_messages(None)
    assert (error.id, error.hint) == ("talim.E058", "Run python -m project.messages.")
