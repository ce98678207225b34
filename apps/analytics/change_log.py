"""Which tables are watched. Database triggers (migration `0002`) note their changes in `RowChange`.

A trigger runs once for each statement and writes a row for each changed row whose watched columns differ. So a
correction, a move and a deletion are noticed whoever makes them, with the day from which a row moved.
"""

from apps.core.measures import all_measures

PLACES = {"courses_group": "branch_id course_id zone", "settings_branch": "zone is_default"}
"""Tables that decide where and on which day something counts, for all measures."""


def list_watched_columns() -> dict[str, list[str]]:
    """Return the columns that measures and places watch, by table, both in order."""
    columns: dict[str, set[str]] = {table: set(names.split()) for table, names in PLACES.items()}
    for measure in all_measures().values():
        for watched in measure.watches:
            columns.setdefault(watched.table, set()).update(watched.columns.split())
    return {table: ["id", *sorted(names - {"id"})] for table, names in sorted(columns.items())}
