"""`manage.py rescore`: show how the current scoring version changes the score of every attempt; `--apply` stores it."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from apps.homework.review_queries import list_scored_attempt_ids
from apps.homework.services.rescoring import rescore_attempt


class Command(BaseCommand):
    help = "Show how marks differ under the present version of scoring, without the sound; then apply it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--group", type=UUID, help="only attempts of this group")
        parser.add_argument("--assignment", type=UUID, help="only attempts at this assignment")
        parser.add_argument("--apply", action="store_true", help="put the new marks in the place of the old ones")

    def handle(self, *args: Any, **options: Any) -> None:
        checked, changes = 0, []
        attempt_ids = list_scored_attempt_ids(group_id=options["group"], assignment_id=options["assignment"])
        for attempt_id in list(attempt_ids):
            checked += 1
            change = rescore_attempt(attempt_id=attempt_id, write=options["apply"])
            if change is not None:
                changes.append(change)
                self.stdout.write(_line(change))
        moved = [
            abs(change.after.overall - change.before.overall)
            for change in changes
            if change.after.overall is not None and change.before.overall is not None
        ]
        self.stdout.write(
            f"{checked} attempts, {len(changes)} differ, {sum(change.applied for change in changes)} applied; "
            f"marks move by {sum(moved) / max(1, len(moved)):.1f} points, at most {max(moved, default=0):.1f}"
        )


def _line(change: Any) -> str:
    end = "applied" if change.applied else "kept: accepted by a teacher" if change.accepted else ""
    before, after = change.before, change.after
    return (
        f"{change.attempt} {before.verdict} {before.overall} {before.method} -> "
        f"{after.verdict} {after.overall} {after.method} {end}"
    ).rstrip()
