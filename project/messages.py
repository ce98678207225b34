"""Translation catalogues: `python -m project.messages` compiles every `.po` to `.mo`; `--check` only compares.

Each app has its own `locale/{uz,ru}/LC_MESSAGES/django.po`, written by hand; English texts are the msgids. Only the
standard library is used: it runs before anything is installed. Plural forms are not supported; write texts that need
none.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("uz", "ru")
SOURCES = ("api", "apps", "project", "realtime")
_MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop"}


class BadCatalogue(ValueError):
    """A `.po` file that cannot be parsed; the text names the line."""


@dataclass
class Catalogue:
    """The translations of one `.po` file; the empty msgid holds the header."""

    path: Path
    texts: dict[str, str] = field(default_factory=dict)


def read_catalogue(path: Path) -> Catalogue:
    """Parse one `.po` file: comments, `msgid` and `msgstr` with continuation lines. Raise BadCatalogue for others."""
    catalogue = Catalogue(path)
    part, msgid, msgstr = "", "", ""
    fuzzy = False
    for number, raw in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        line = raw.strip()
        if line.startswith("#,") and "fuzzy" in line:
            fuzzy = True
        if part == "msgstr" and not line.startswith('"'):
            _add_text(catalogue, msgid, msgstr, fuzzy=fuzzy, number=number)
            part, msgid, msgstr, fuzzy = "", "", "", False
        if not line or line.startswith("#"):
            continue
        keyword, _space, rest = line.partition(" ")
        if line.startswith('"'):
            rest = line
        elif keyword in ("msgid", "msgstr"):
            part = keyword
        else:
            raise BadCatalogue(f"{path}:{number}: cannot read {keyword!r}")
        try:
            text = ast.literal_eval(rest)
        except (SyntaxError, ValueError) as error:
            raise BadCatalogue(f"{path}:{number}: not a quoted text") from error
        if part == "msgid":
            msgid += text
        else:
            msgstr += text
    return catalogue


def _add_text(catalogue: Catalogue, msgid: str, msgstr: str, *, fuzzy: bool, number: int) -> None:
    if msgid in catalogue.texts:
        raise BadCatalogue(f"{catalogue.path}:{number}: {msgid!r} stands twice")
    if msgstr and (not fuzzy or not msgid):
        catalogue.texts[msgid] = msgstr


def compile_catalogue(catalogue: Catalogue) -> bytes:
    """Return the bytes of the `.mo` file (GNU gettext, revision 0, little-endian, sorted, no hash table)."""
    pairs = sorted((msgid.encode(), msgstr.encode()) for msgid, msgstr in catalogue.texts.items())
    start = 28 + 16 * len(pairs)
    ids, texts = b"", b""
    for msgid, msgstr in pairs:
        ids += msgid + b"\0"
        texts += msgstr + b"\0"
    id_table, text_table, id_at, text_at = b"", b"", start, start + len(ids)
    for msgid, msgstr in pairs:
        id_table += struct.pack("<II", len(msgid), id_at)
        text_table += struct.pack("<II", len(msgstr), text_at)
        id_at += len(msgid) + 1
        text_at += len(msgstr) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + id_table + text_table + ids + texts


def find_catalogues(root: Path = ROOT) -> list[Path]:
    """Return every `.po` file of the project, sorted."""
    return sorted(path for source in SOURCES for path in (root / source).glob("**/locale/*/LC_MESSAGES/django.po"))


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


def find_problems(root: Path = ROOT) -> list[str]:
    """Return what `--check` reports: stale `.mo` files, missing translations, changed placeholders."""
    messages = []
    known: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in find_catalogues(root):
        catalogue = read_catalogue(path)
        language = path.parts[-3]
        known.setdefault(language, {}).update(catalogue.texts)
        compiled_path = path.with_suffix(".mo")
        if not compiled_path.exists() or compiled_path.read_bytes() != compile_catalogue(catalogue):
            messages.append(f"{compiled_path.relative_to(root)}: not compiled from its .po")
        messages += [
            f"{path.relative_to(root)}: placeholders differ in {m!r}" for m in _find_changed_placeholders(catalogue)
        ]
    for text, where in dict(reversed(list(find_marked_texts(root)))).items():
        missing = [language for language in LANGUAGES if text not in known[language]]
        messages += [f"{where}: no {language} translation of {text!r}" for language in missing]
    return messages


def _find_changed_placeholders(catalogue: Catalogue) -> list[str]:
    return [m for m, text in catalogue.texts.items() if m and _placeholders(m) != _placeholders(text)]


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


def main(arguments: list[str]) -> int:
    """Compile all catalogues, or check them with `--check`. Return the exit status."""
    if arguments == ["--check"]:
        found_problems = find_problems()
        print("\n".join(found_problems) if found_problems else "All messages are translated and compiled.")  # noqa: T201
        return 1 if found_problems else 0
    for path in find_catalogues():
        compiled_path, content = path.with_suffix(".mo"), compile_catalogue(read_catalogue(path))
        if not compiled_path.exists() or compiled_path.read_bytes() != content:
            compiled_path.write_bytes(content)
            print(f"{compiled_path.relative_to(ROOT)} written")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
