"""Remove old backups: the latest of each of the last days, weeks and months stays, the others are removed.

Nothing is removed before a newer set was read again and found complete. The latest set is never removed.
"""

import heapq
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.backups import sets
from apps.backups.errors import BackupError, DamagedBackup
from apps.backups.integrity import find_backup_set_problems
from apps.backups.locations import BACKUP_OBJECT_NAME, BackupLocation
from apps.backups.progress import ProgressReporter
from apps.backups.sets import BackupSet


@dataclass(frozen=True)
class RetentionPolicy:
    """How many days, weeks and months keep a backup."""

    daily: int
    weekly: int
    monthly: int

    @classmethod
    def parse(cls, text: str) -> "RetentionPolicy":
        """Parse `7,4,12`. Raise ValueError."""
        daily, weekly, monthly = (int(part) for part in text.split(","))
        if min(daily, weekly, monthly) < 0:
            raise ValueError(text)
        return cls(daily, weekly, monthly)


def select_times_to_keep(times: Sequence[datetime], policy: RetentionPolicy) -> set[datetime]:
    """Return which of these times stay: the last of each of the latest days, weeks and months, and the last of all."""
    times_kept = set(sorted(times)[-1:])
    for form, count in (("%Y-%m-%d", policy.daily), ("%G-%V", policy.weekly), ("%Y-%m", policy.monthly)):
        last: dict[str, datetime] = {}
        for at in sorted(times):
            last[at.strftime(form)] = at
        times_kept.update(sorted(last.values())[len(last) - min(count, len(last)) :])
    return times_kept


def check_same_centre(place: BackupLocation, centre: str) -> None:
    """Raise BackupError when the newest set with a centre belongs to another database."""
    centres = ((set_, sets.read_set_centre_id(place, set_)) for set_ in reversed(sets.list_complete_sets(place)))
    newest, centre_id = next((pair for pair in centres if pair[1]), (None, ""))
    if newest and centre_id != centre:
        raise BackupError(
            f"{place.display_name} holds the backups of another database: {newest.name} is not of this one. Two "
            "centres in one place remove each other's backups. Name a place of its own (BACKUP_TO, --to); or, where "
            "this is that centre after a move or a restore, run once: manage.py backup --take-over"
        )


def remove_unfinished_sets(place: BackupLocation) -> list[str]:
    """Remove sets that killed runs left; return their names. Only for the one centre that makes backups here
    (`check_same_centre`).
    """
    unfinished = sets.list_unfinished_sets(place)
    for name in unfinished:
        place.delete_all(f"sets/{name}/")
    place.remove_unfinished()
    return unfinished


def verify_new_set(place: BackupLocation, new_set: BackupSet) -> None:
    """Read a new set again. Raise BackupError when it is damaged; it then does not count as a set."""
    for problem in find_backup_set_problems(place, new_set):
        place.delete(new_set.prefix + sets.SET)
        raise BackupError(
            f"The new backup {new_set.name} was not whole when it was read again: {problem}. It does not count, and "
            "older ones were left alone."
        )


def prune_sets(
    place: BackupLocation, *, newest: BackupSet, policy: RetentionPolicy, reporter: ProgressReporter
) -> list[str]:
    """Remove sets older than `policy` allows, and objects that no set needs. Return what had to stay, and why.

    `newest` was verified before. An older set that is damaged or of a newer release stays and is named, because an
    operator must look at it.
    """
    messages = []
    backup_sets = [set_ for set_ in sets.list_complete_sets(place, reporter) if set_.name <= newest.name]
    times_kept = select_times_to_keep([backup_set.started_at for backup_set in backup_sets], policy) | {
        newest.started_at
    }
    removed = []
    for backup_set in backup_sets:
        if backup_set.started_at in times_kept:
            continue
        if problem := _find_truncated_parts(place, backup_set):
            messages.append(f"{backup_set.name} is damaged ({problem}): it was left for you to look at")
            continue
        place.delete(backup_set.prefix + sets.SET)
        place.delete_all(backup_set.prefix)
        removed.append(backup_set.name)
    if removed:
        reporter.report(f"removed by age: {', '.join(removed)}")
        messages += _remove_unused_objects(place)
    for line in messages:
        reporter.report(line)
    return messages


def _find_truncated_parts(place: BackupLocation, backup_set: BackupSet) -> str:
    """Return parts with a wrong size, without reading them; "" for none."""
    prefix = backup_set.prefix
    truncated = [part for part, (size, _sha256) in backup_set.parts.items() if place.size(prefix + part) != size]
    return f"{', '.join(truncated)} missing or cut" if truncated else ""


def _remove_unused_objects(place: BackupLocation) -> list[str]:
    """Remove objects that no set lists. All lists are sorted, so they are read side by side.

    Nothing is removed while one list is not verified: its names are unknown, and wrong order would hide names of other
    lists. Return why, then.
    """
    set_names = [name for name in place.folders("sets/") if sets.SET_NAME.fullmatch(name)]
    if problems := [problem for name in set_names if (problem := _find_list_problem(place, name))]:
        return [f"{problem}, so no stored files were removed" for problem in problems]
    merged = heapq.merge(*(sets.read_set_objects(place, name) for name in set_names))
    used = sets.SortedNames((name, 0) for name in merged)
    for name, _size in place.walk("files/"):
        if used.find_size(name) is None and BACKUP_OBJECT_NAME.fullmatch(name):
            place.delete(name)
    return []


def _find_list_problem(place: BackupLocation, name: str) -> str:
    """Return why the object list of a set may not be the one that was written; "" when it is."""
    try:
        with place.open_reader(f"sets/{name}/{sets.SET}") as source:
            size, sha256 = json.loads(source.read(sets.MAX_MANIFEST_BYTES))["parts"][sets.OBJECTS]
        with place.open_reader(f"sets/{name}/{sets.OBJECTS}") as source:
            is_intact = sets.hash_source(source) == (size, sha256)
    except (ValueError, TypeError, KeyError):
        return f"{name}/{sets.SET} cannot be read"
    except DamagedBackup as error:
        return str(error)
    return "" if is_intact else f"{name}/{sets.OBJECTS} was changed"
