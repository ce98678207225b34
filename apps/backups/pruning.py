"""Which backups stay: the latest of each of the last days, weeks and months; what else is whole goes.

Nothing goes before a newer set has been read again and found whole, and the latest never goes.
"""

import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.backups import sets
from apps.backups.errors import BackupError, DamagedBackup
from apps.backups.integrity import find_problems
from apps.backups.locations import BACKUP_OBJECT_NAME, BackupLocation
from apps.backups.progress import ProgressReporter
from apps.backups.sets import BackupSet


@dataclass(frozen=True)
class RetentionPolicy:
    """How many days, weeks and months have a backup of theirs."""

    daily: int
    weekly: int
    monthly: int

    @classmethod
    def parse(cls, text: str) -> "RetentionPolicy":
        """From `7,4,12`; ValueError."""
        daily, weekly, monthly = (int(part) for part in text.split(","))
        if min(daily, weekly, monthly) < 0:
            raise ValueError(text)
        return cls(daily, weekly, monthly)


def select_times_to_keep(ats: Sequence[datetime], keep: RetentionPolicy) -> set[datetime]:
    """Which of these times stay: the last of each of the latest days, weeks and months, and the last of all."""
    stays = set(sorted(ats)[-1:])
    for form, count in (("%Y-%m-%d", keep.daily), ("%G-%V", keep.weekly), ("%Y-%m", keep.monthly)):
        last: dict[str, datetime] = {}
        for at in sorted(ats):
            last[at.strftime(form)] = at
        stays.update(sorted(last.values())[len(last) - min(count, len(last)) :])
    return stays


def check_same_centre(place: BackupLocation, centre: str) -> None:
    """BackupError when the newest set that tells its centre is another's."""
    told = ((set_, sets.read_set_centre(place, set_)) for set_ in reversed(sets.list_complete_sets(place)))
    newest, its = next(((one, its) for one, its in told if its), (None, ""))
    if newest and its != centre:
        raise BackupError(
            f"{place.shown} holds the backups of another database: {newest.name} is not of this one. Two centres in "
            "one place remove each other's backups. Name a place of its own (BACKUP_TO, --to); or, where this is that "
            "centre after a move or a restore, run once: manage.py backup --take-over"
        )


def remove_unfinished(place: BackupLocation) -> list[str]:
    """Remove what killed runs left; what it was. To be called by whoever alone makes backups here (`check_same_centre`)."""
    left = sets.list_unfinished_sets(place)
    for name in left:
        place.delete_all(f"sets/{name}/")
    place.clear()
    return left


def verify_new_set(place: BackupLocation, newest: BackupSet) -> None:
    """Read a new set again; BackupError when it is not whole, and then it does not count as one."""
    for problem in find_problems(place, newest):
        place.delete(newest.prefix + sets.SET)
        raise BackupError(
            f"The new backup {newest.name} was not whole when it was read again: {problem}. It does not count, and "
            "older ones were left alone."
        )


def prune_sets(
    place: BackupLocation, *, newest: BackupSet, keep: RetentionPolicy, teller: ProgressReporter
) -> list[str]:
    """Remove the sets that outlived `keep`, and the objects that no set needs any more; what had to stay, and why.

    `newest` was proven before. An older set that is not whole or of a newer release stays and is named: somebody should
    look at it.
    """
    left = []
    found = [set_ for set_ in sets.list_complete_sets(place, teller) if set_.name <= newest.name]
    stays = select_times_to_keep([one.at for one in found], keep) | {newest.at}
    gone = []
    for one in found:
        if one.at in stays:
            continue
        if problem := _find_truncated_parts(place, one):
            left.append(f"{one.name} is damaged ({problem}): it was left for you to look at")
            continue
        place.delete(one.prefix + sets.SET)
        place.delete_all(one.prefix)
        gone.append(one.name)
    if gone:
        teller.say(f"removed by age: {', '.join(gone)}")
        left += _remove_unused_objects(place)
    for line in left:
        teller.say(line)
    return left


def _find_truncated_parts(place: BackupLocation, one: BackupSet) -> str:
    """What can be seen to be wrong without reading it; "" when nothing is."""
    cut = [part for part, (size, _sha256) in one.parts.items() if place.size(one.prefix + part) != size]
    return f"{', '.join(cut)} missing or cut" if cut else ""


def _remove_unused_objects(place: BackupLocation) -> list[str]:
    """Remove objects that are on no set's list. All lists come in order, so they are read side by side.

    Nothing is removed while one list is not proven: what it names is not known, and out of order it would hide what
    the others name. Why, then.
    """
    ours = [name for name in place.folders("sets/") if sets.SET_NAME.fullmatch(name)]
    if unknown := [problem for name in ours if (problem := _find_list_problem(place, name))]:
        return [f"{problem}, so no stored files were removed" for problem in unknown]
    named = heapq.merge(*(read_object_names(place, name) for name in ours))
    head = next(named, None)
    for name, _size in place.walk("files/"):
        while head is not None and head < name:
            head = next(named, None)
        if head != name and BACKUP_OBJECT_NAME.fullmatch(name):
            place.delete(name)
    return []


def _find_list_problem(place: BackupLocation, name: str) -> str:
    """Why the list of a set's objects is not surely the one that was written, whatever release did; "" when it is."""
    try:
        with place.opened(f"sets/{name}/{sets.SET}") as source:
            size, sha256 = json.loads(source.read(sets.MAX_MANIFEST_BYTES))["parts"][sets.OBJECTS]
        with place.opened(f"sets/{name}/{sets.OBJECTS}") as source:
            whole = sets.hash_source(source) == (size, sha256)
    except (ValueError, TypeError, KeyError):
        return f"{name}/{sets.SET} cannot be read"
    except DamagedBackup as error:
        return str(error)
    return "" if whole else f"{name}/{sets.OBJECTS} was changed"


def read_object_names(place: BackupLocation, name: str) -> Iterator[str]:
    """The objects that a set names; Damaged without the list."""
    with place.opened(f"sets/{name}/{sets.OBJECTS}") as source:
        for line in sets.iterate_lines(source):
            yield line.decode("ascii")
