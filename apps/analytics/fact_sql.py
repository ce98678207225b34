"""SQL that counts facts from raw rows. The builder stores what it returns, and the proof compares with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.core.measures import Combination, Grain, Measure


@dataclass(frozen=True)
class FactTable:
    """A table of facts: the columns of its subject, as the table and as raw rows name them."""

    name: str
    columns: tuple[str, ...]
    raw_columns: tuple[str, ...]
    where: str
    has_people: bool = True

    @property
    def stored_columns(self) -> str:
        """The columns of a stored fact, without id and measure."""
        people = ("people",) if self.has_people else ()
        return ", ".join(("day", *self.columns, "currency", "numerator", "denominator", *people))


TABLES = {
    Grain.PERSON: FactTable(
        "analytics_personday",
        ("person_id", "group_id", "branch_id"),
        ("person", "group_id", "branch_id"),
        "person IS NOT NULL",
        has_people=False,
    ),
    Grain.GROUP: FactTable("analytics_groupday", ("group_id",), ("group_id",), "group_id IS NOT NULL"),
    Grain.COURSE: FactTable(
        "analytics_courseday", ("course_id", "branch_id"), ("course_id", "branch_id"), "course_id IS NOT NULL"
    ),
    Grain.BRANCH: FactTable("analytics_branchday", ("branch_id",), ("branch_id",), "true"),
}


def list_stored_grains(measure: Measure) -> list[Grain]:
    """Return whose days have facts of the measure. Those of single people are too many where all count each day."""
    return [
        grain
        for grain in measure.grains
        if not (grain is Grain.PERSON and measure.combination is Combination.LAST_PEOPLE)
    ]


def build_fact_select(measure: Measure, grain: Grain) -> str:
    """Return SQL that counts facts of a grain from `raw`, the raw rows of the measure."""
    table = TABLES[grain]
    numerator = "count(DISTINCT person)" if measure.counts_people else "sum(numerator)"
    keys = ", ".join(("day", *table.raw_columns, "currency"))
    grouping = keys
    if grain is Grain.BRANCH and measure.counts_people:
        grouping = f"GROUPING SETS (({keys}), (day, currency))"
    columns = f"{keys}, {numerator}, sum(denominator)" + (", count(DISTINCT person)" if table.has_people else "")
    return f"SELECT {columns} FROM raw WHERE {table.where} GROUP BY {grouping}"  # noqa: S608


def build_insert_sql(measure: Measure) -> str:
    """Return SQL that counts the raw rows of days once and stores the facts of all grains."""
    inserts = [
        f"INSERT INTO {TABLES[grain].name} (measure, {TABLES[grain].stored_columns}) "  # noqa: S608
        f"SELECT %(measure)s, f.* FROM ({build_fact_select(measure, grain)}) f"
        for grain in list_stored_grains(measure)
    ]
    parts = [f"part{number} AS ({insert})" for number, insert in enumerate(inserts[:-1])]
    return f"WITH {', '.join([f'raw AS MATERIALIZED ({measure.rows})', *parts])} {inserts[-1]}"


def build_comparison_sql(measure: Measure) -> str:
    """Return SQL that returns the days on which stored facts and raw rows differ, with the number of differences."""
    parts: list[str] = []
    for grain in list_stored_grains(measure):
        counted = f"SELECT * FROM ({build_fact_select(measure, grain)}) f"  # noqa: S608
        stored = (
            f"SELECT {TABLES[grain].stored_columns} FROM {TABLES[grain].name} "  # noqa: S608
            "WHERE measure = %(measure)s AND day = ANY(%(days)s::date[])"
        )
        for one, other in ((counted, stored), (stored, counted)):
            parts.append(f"SELECT day FROM (({one}) EXCEPT ALL ({other})) AS differs{len(parts)}")  # noqa: S608
    differing = " UNION ALL ".join(parts)
    return (
        f"WITH raw AS MATERIALIZED ({measure.rows}) "  # noqa: S608
        f"SELECT day, count(*) FROM ({differing}) d GROUP BY day ORDER BY day"
    )


def build_parameters(measure: Measure, days: list[date]) -> dict[str, Any]:
    """Return the parameters of these statements for some days, at least one."""
    return {"measure": measure.name, "days": sorted(days), "first": min(days), "last": max(days)}
