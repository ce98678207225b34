"""The drill that is measured: it fills the store with what a backup reads, and its table tells good from bad."""

from typing import Any

import pytest
from django.core.files.storage import default_storage

from apps.core.models import StoredFile
from bench.drill import PUPILS, RECORDING_BYTES, build_report, create_recordings
from tests.backups.conftest import back_up

FOUND: dict[str, Any] = {
    "pupils": PUPILS, "rows": 500_000, "tables": 144, "database_bytes": 200_000_000, "dump_bytes": 30_000_000,
    "files": 5000, "file_bytes": 1_000_000_000, "backed_up": 60.0, "came_back": 100.0, "row_differences": 0,
    "checksum_differences": 0, "file_differences": 0, "proven": True,
}  # fmt: skip
FIFTEEN_MINUTES_A_GIGABYTE = 15 * 60 * 1.2


def test_slow_or_unproven_restore_misses_the_target():
    assert build_report(FOUND, is_full_run=True).held
    slow = {**FOUND, "came_back": FIFTEEN_MINUTES_A_GIGABYTE + 1}
    assert not build_report(slow, is_full_run=True).held
    assert build_report(slow, is_full_run=False).held
    for wrong in ("row_differences", "checksum_differences", "file_differences"):
        assert not build_report({**FOUND, wrong: 1}, is_full_run=False).held
    assert not build_report({**FOUND, "proven": False}, is_full_run=False).held


@pytest.mark.django_db(transaction=True)
def test_drill_fills_the_store_and_backup_has_all_files(tmp_path, key):
    create_recordings(2 * RECORDING_BYTES + 1)
    files = list(StoredFile.objects.all())
    try:
        assert [file.size for file in files] == [RECORDING_BYTES] * 3
        assert len({file.sha256 for file in files}) == 3
        assert "3 files, 0 missing" in back_up(tmp_path / "to", key[1], no_record=True)
    finally:
        for file in files:
            default_storage.delete(file.path)
