"""Files that are made from code are marked as such, so that reviews pass over them."""

import re
from fnmatch import fnmatch

import pytest
from django.core.management import get_commands, load_command_class

from apps.core.generated_files import GeneratedFilesCommand, GeneratedPageCommand
from project import generate, structure
from project.management.commands.reference import _list_diagram_sources
from tests.access import matrix
from tests.services import ROOT

PATTERNS = re.findall(r"^(\S+) linguist-generated", (ROOT / ".gitattributes").read_text(encoding="utf-8"), re.MULTILINE)
"""Here `*` stands for slashes too."""


def list_generated_files():
    """The files that are made from code as a whole."""
    yield from (ROOT / structure.NAME, matrix.TABLE, *matrix.FOLDER.glob("visible/*.tsv"), *_list_diagram_sources())
    for name in generate.COMMANDS:
        command = load_command_class(get_commands()[name], name)
        if isinstance(command, GeneratedFilesCommand) and not isinstance(command, GeneratedPageCommand):
            yield from command.build_files()
    yield from (ROOT / "requirements").glob("*.txt")
    yield from (ROOT / "clients").glob("*/package-lock.json")


@pytest.mark.slow  # 6 s
def test_every_generated_file_is_marked_and_every_mark_is_of_one():
    names = {str(path.relative_to(ROOT)) for path in list_generated_files()}
    assert {name for name in names if not any(fnmatch(name, pattern) for pattern in PATTERNS)} == set()
    assert {pattern for pattern in PATTERNS if not any(ROOT.glob(pattern))} == set()
    assert not any(fnmatch("docs/api-surface.txt", pattern) for pattern in PATTERNS)
