"""A place that fails while data come out of it ends the restore at once, and nothing has changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from apps.backups import keys, restoration, sets
from apps.backups.errors import BackupError
from apps.backups.locations import FolderLocation
from apps.backups.postgres_programs import build_database_target
from apps.backups.restoration import RestorePlan
from apps.backups.sealing import ByteSource
from project.database import build_database_settings
from tests.backups.conftest import relations

SECONDS = 120.0


class Failing(FolderLocation):
    """A folder whose dump cannot be read further than so many bytes, once `fails` is set."""

    fails: BaseException | None = None
    after = 0

    @contextmanager
    def open_reader(self, name: str) -> Iterator[ByteSource]:
        """As a folder's."""
        with super().open_reader(name) as source:
            if self.fails is None or not name.endswith(sets.DATABASE):
                yield source
            elif self.after == 0:
                raise self.fails
            else:
                yield _Cut(source, self.fails, self.after)


class _Cut:
    def __init__(self, source: ByteSource, error: BaseException, after: int) -> None:
        self._source, self._error, self._left = source, error, after

    def read(self, size: int = -1, /) -> bytes:
        if self._left <= 0:
            raise self._error
        data = self._source.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(data)
        return data


def planned(place: Failing, into: str, key: Path) -> RestorePlan:
    identities = keys.load_identities(place, files=[str(key)], passphrase="")
    database = build_database_target(build_database_settings(into, pool_size=0))
    return restoration.plan_restore(place, sets.select_set(place), identities, database, replace="")


def ended(work: Callable[[], None]) -> BaseException | None:
    """What it raised; it does not hang."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(SECONDS)
    assert not thread.is_alive(), "it hangs"
    return raised[0] if raised else None


@pytest.mark.parametrize("after", [0, 1, 100, 100_000])
@pytest.mark.parametrize("error", [BackupError("the place is away"), OSError("the disk is away"), KeyError("ours")])
def test_restore_reports_errors_of_the_location(place, empty, key, after, error):
    failing = Failing(place)
    plan = planned(failing, empty, key[0])
    failing.fails, failing.after = error, after
    assert ended(lambda: restoration.restore_database(plan)) is error
    assert relations(empty) == 0


def test_restore_succeeds_without_errors(place, empty, key):
    plan = planned(Failing(place), empty, key[0])
    assert ended(lambda: restoration.restore_database(plan)) is None
    assert relations(empty) > 100
