"""`./talim size` counts lines of code, and docs/figures.md says what it counts."""

import subprocess

import pytest

from project import size

SOURCE = '''"""A docstring
of two lines."""

import os  # a comment behind code

LIMIT = 3
"""What is below an attribute."""

# A comment.


def read(name):
    """A docstring."""
    return (
        # Why.
        f"""{name}

        # inside a string
        """
    )
'''


def test_lines_of_code_are_counted_without_comments_and_docstrings():
    assert size.count_code_lines(SOURCE) == 9
    assert size.count_code_lines("") == 0


def test_page_with_another_count_is_named(monkeypatch, tmp_path, capsys):
    page = tmp_path / "figures.md"
    page.write_text(size.PAGE.read_text(encoding="utf-8").replace("| tests | ", "| tests | 9"), encoding="utf-8")
    monkeypatch.setattr(size, "PAGE", page)
    monkeypatch.setattr(size, "list_python_files", lambda root: ["tests/__init__.py"])
    assert size.main(["--check"]) == 1
    assert capsys.readouterr().out == "Out of date: docs/figures.md (Code). Run ./talim generate.\n"
    assert size.main(["--write"]) == 0
    assert size.main(["--check"]) == 0


def test_page_without_the_markers_is_left_alone(monkeypatch, tmp_path):
    page = tmp_path / "figures.md"
    monkeypatch.setattr(size, "PAGE", page)
    monkeypatch.setattr(size, "list_python_files", lambda root: ["tests/__init__.py"])
    for text, missing in (("# Figures\n", size.BEGIN), (f"# Figures\n{size.BEGIN}", size.END)):
        page.write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit, match=f"figures.md lacks the line {missing.strip()}"):
            size.main(["--write"])
        assert page.read_text(encoding="utf-8") == text


def test_new_files_are_counted_before_they_are_tracked_and_deleted_ones_are_not(tmp_path):
    (tmp_path / ".gitignore").write_text("ignored.py\n")
    for name in ("kept.py", "deleted.py"):
        (tmp_path / name).touch()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    (tmp_path / "deleted.py").unlink()
    for name in ("new.py", "ignored.py"):
        (tmp_path / name).touch()
    assert sorted(size.list_python_files(tmp_path)) == ["kept.py", "new.py"]
