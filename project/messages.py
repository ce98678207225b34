"""Translation catalogues: `python -m project.messages` compiles every `.po` to `.mo`; `--check` only compares.

The `.mo` files are not in git. The launcher, the images and the tests compile them before they load Django.

Each app has its own `locale/{uz,ru}/LC_MESSAGES/django.po`, written by hand; English texts are the msgids. Plural forms
are not supported; write texts that need none.
"""

import ast
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, read_po

from project.launcher import message_catalogues

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("uz", "ru")
SOURCES = message_catalogues.SOURCES
_MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop"}


class BadCatalogue(ValueError):
    """A `.po` file that cannot be parsed; the text names the line."""


def read_catalogue(path: Path) -> dict[str, str]:
    """Return the translations of one `.po` file by their English texts, without fuzzy ones. Raise BadCatalogue."""
    return get_translations(_parse_catalogue(path))


def _parse_catalogue(path: Path) -> Catalog:
    content = path.read_bytes()
    try:
        catalogue = read_po(io.BytesIO(content), abort_invalid=True)
    except PoFileError as error:
        raise BadCatalogue(f"{path}:{error.lineno + 1}: {error}") from error
    if len(re.findall(rb'^msgid (?!""\nmsgstr)', content, re.MULTILINE)) > len(catalogue):
        raise BadCatalogue(f"{path}:1: a text stands twice")
    return catalogue


def get_translations(catalogue: Catalog) -> dict[str, str]:
    """Return the translations of a catalogue by their English texts, without empty and fuzzy ones."""
    return {message.id: message.string for message in catalogue if message.id and message.string and not message.fuzzy}


def _is_compiled(path: Path) -> bool:
    """Return whether the `.mo` file beside this `.po` file holds its translations."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return False
    with compiled.open("rb") as file:
        return get_translations(read_mo(file)) == read_catalogue(path)


def compile_catalogue(path: Path) -> None:
    """Write the `.mo` file beside this `.po` file, with the time of the `.po` file.

    It is written under another name and renamed: a process that starts meanwhile reads the old file or the new one.
    """
    compiled = path.with_suffix(".mo")
    before = path.stat()  # of a source that changes meanwhile the time differs, and it is compiled again
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".django-", suffix=".mo")
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write_mo(file, _parse_catalogue(path))
        scratch.chmod(before.st_mode)  # mkstemp's file is readable for its owner only
        os.utime(scratch, ns=(before.st_atime_ns, before.st_mtime_ns))
        scratch.replace(compiled)
    finally:
        scratch.unlink(missing_ok=True)


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Compile the catalogues whose `.mo` file is missing or not of their time; return what was written."""
    outdated = message_catalogues.find_outdated(root)
    for path in outdated:
        compile_catalogue(path)
    return [path.with_suffix(".mo") for path in outdated]


def find_catalogues(root: Path = ROOT) -> list[Path]:
    """Return every `.po` file of the project, sorted."""
    return message_catalogues.find_catalogues(root)


def find_marked_texts(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield every text that the code marks for translation, with its place ("apps/core/errors.py:48")."""
    for source in SOURCES:
        for path in sorted((root / source).glob("**/*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or _function_name(node.func) not in _MARKERS or not node.args:
                    continue
                where = f"{path.relative_to(root)}:{node.lineno}"
                argument = node.args[0]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value, where
                elif isinstance(argument, ast.JoinedStr | ast.BinOp):
                    raise BadCatalogue(f"{where}: mark a plain text, and put values into it afterwards")


def _function_name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def find_catalogue_problems(root: Path = ROOT) -> list[str]:
    """Return what `--check` reports: stale `.mo` files, missing translations, changed placeholders."""
    messages = []
    known: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in find_catalogues(root):
        texts = read_catalogue(path)
        known.setdefault(path.parts[-3], {}).update(texts)
        name = path.relative_to(root)
        if not _is_compiled(path):
            messages.append(f"{name.with_suffix('.mo')}: not compiled from its .po")
        changed = (english for english, text in texts.items() if _placeholders(english) != _placeholders(text))
        messages += [f"{name}: placeholders differ in {english!r}" for english in changed]
    for text, where in dict(reversed(list(find_marked_texts(root)))).items():
        missing = [language for language in LANGUAGES if text not in known[language]]
        messages += [f"{where}: no {language} translation of {text!r}" for language in missing]
    return messages


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


def main(arguments: list[str]) -> int:
    """Compile all catalogues, or check them with `--check`. Return the exit status."""
    if arguments == ["--check"]:
        found_problems = find_catalogue_problems()
        print("\n".join(found_problems) if found_problems else "All messages are translated and compiled.")  # noqa: T201
        return 1 if found_problems else 0
    for path in compile_catalogues():
        print(f"{path.relative_to(ROOT)} written")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
