"""Files that nobody trusts are read in processes of their own; the log says why one was not read, and nothing of it."""

import io
import logging
import zipfile
from pathlib import Path
from threading import BoundedSemaphore

import openpyxl
import pytest

from apps.accounts import images
from apps.core.errors import Invalid, Unavailable
from apps.core.subprocess_reader import UNREADABLE, SubprocessReader
from apps.core.tables.reader import read_table
from apps.core.validators import InvalidValue
from tests.accounts.people import pictures

SECRET = "Jasur Oripov"


@pytest.fixture
def noted(caplog):
    """What the log says of files that were not read."""
    caplog.set_level(logging.INFO, "apps.core.subprocess_reader")
    return lambda: [record.msg for record in caplog.records if record.name == "apps.core.subprocess_reader"]


def script(folder: Path, code: str) -> Path:
    path = folder / "reader.py"
    path.write_text(f"import sys\n{code}\n")
    return path


def read(path: Path, timeout_seconds: float = 10) -> bytes:
    reader = SubprocessReader(path, BoundedSemaphore(1), timeout_seconds, {UNREADABLE: "broken"}, "slow")
    return reader.read(SECRET.encode())


def test_output_of_reader_process_is_returned(tmp_path):
    assert read(script(tmp_path, "print(sys.stdin.read().upper())")) == b"JASUR ORIPOV\n"


@pytest.mark.parametrize(
    "written, error",
    [("KeyError", "KeyError"), ("rows\\nValueError", "ValueError"), (SECRET, ""), ("x" * 500, ""), ("", "")],
    ids=["a class", "a class behind rows", "a text", "too long", "nothing"],
)
def test_only_the_error_class_of_a_reader_process_is_logged(tmp_path, noted, written, error):
    with pytest.raises(InvalidValue, match="broken"):
        read(script(tmp_path, f"sys.stdout.write('{written}'); sys.exit({UNREADABLE})"))
    [line] = noted()
    assert (line["error"], line["status"], line["reader"]) == (error, UNREADABLE, "reader")
    assert SECRET not in str(line)


def test_killed_failing_or_slow_reader_process_is_an_error(tmp_path, noted):
    with pytest.raises(InvalidValue, match="broken"):
        read(script(tmp_path, "import os; os.kill(os.getpid(), 11)"))
    assert [(line["status"], line["error"]) for line in noted()] == [(-11, "")]
    with pytest.raises(InvalidValue, match="slow"):
        read(script(tmp_path, "import time; time.sleep(60)"), timeout_seconds=0.2)
    with pytest.raises(Unavailable):
        read(script(tmp_path, "raise KeyError"))


def test_broken_picture_or_table_logs_its_error_class(noted):
    with pytest.raises(Invalid):
        images.make_small_webp(pictures.make_archive_bytes())
    with pytest.raises(InvalidValue):
        read_table(io.BytesIO(_torn_sheet()))
    logged = [(line["reader"], line["error"]) for line in noted()]
    assert logged == [("image_subprocess", "UnidentifiedImageError"), ("xlsx_process", "ParseError")]


def _torn_sheet() -> bytes:
    """An XLSX whose archive is whole and whose sheet ends in the middle."""
    book, whole_file, torn = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["Name", SECRET])
    book.save(whole_file)
    with zipfile.ZipFile(whole_file) as source, zipfile.ZipFile(torn, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, content[:-40] if "sheet1" in entry.filename else content)
    return torn.getvalue()
