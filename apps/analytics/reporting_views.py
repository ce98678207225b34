"""The views of reporting tools (Metabase, Superset, Grafana): daily facts with their names, without people.

They are made from the declared measures. Each row is shown to a role of `reporting.role_grants` alone, by its branches;
measures of money only to a role that may see money. Small groups follow the rule of `apps.analytics.series`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from psycopg import sql

from apps.analytics.measure_values import build_value_sql
from apps.analytics.series import SMALL
from apps.core.measures import Combination, Grain, Measure, all_measures
from apps.core.money import CURRENCIES
from apps.core.translated_texts import LANGUAGES

SCHEMA = "reporting"
MONEY = "payments.report"
"""The permission of measures that a role sees only with the right to see money."""
GRANTS_TABLE = f"""
CREATE TABLE IF NOT EXISTS {SCHEMA}.role_grants (
    role text PRIMARY KEY, branches uuid[], money boolean NOT NULL DEFAULT false
)"""
"""Who sees which rows. `branches` null: all of them."""

FACT_COLUMNS = {
    "day": "the local day of the branch",
    "measure": "the name of the measure, as in `measures`",
    "currency": "of money, as ISO 4217; empty for other measures",
    "numerator": "what is added up over days; money in the minor unit",
    "denominator": "what ratios are divided by; 0 for other measures",
    "value": "the value of this day: percent, a mean, a number, or money in the minor unit",
    "amount": "money in the major unit; null for other measures",
}
MONTH_COLUMNS = {
    "month": "its first day",
    **{name: text for name, text in FACT_COLUMNS.items() if name != "day"},
    "value": "the value of the month: percent, a mean, a number, or money in the minor unit",
}
BRANCH_COLUMNS = {"branch_id": "the branch", "branch": "its name"}
NAMES = {
    "measures": {
        "measure": "the name of the measure",
        **{f"label_{language}": f"what people call it, in `{language}`" for language in LANGUAGES},
        "formula": "what it counts, in English",
        "unit": "what it is counted in",
        "combination": "how days are added up: `sum`, `share`, `mean`, `people` or `last_people`",
    },
    "branches": {**BRANCH_COLUMNS, "zone": "its time zone"},
    "courses": {
        "course_id": "the course",
        "slug": "its name in addresses",
        **{f"title_{language}": f"its title in `{language}`; else in a language that it has" for language in LANGUAGES},
    },
    "groups": {
        "group_id": "the group",
        "group_name": "its name",
        "course_id": "what it learns",
        **BRANCH_COLUMNS,
        "status": "`active`, or how it ended",
        "starts_on": "its first day",
        "ends_on": "its last day",
    },
}


@dataclass(frozen=True)
class ReportingView:
    """A view: what one row is, its columns with their meaning, in order, and its query."""

    name: str
    row: str
    columns: Mapping[str, str]
    query: str

    @property
    def create_sql(self) -> str:
        """The statement that makes it. The barrier keeps rows from functions of a query that may not see them."""
        columns = ", ".join(self.columns)
        return f"CREATE VIEW {SCHEMA}.{self.name} ({columns}) WITH (security_barrier) AS {self.query}"


def list_views() -> list[ReportingView]:
    """Return all views; later ones read earlier ones."""
    return [*_list_name_views(), *_list_fact_views()]


def get_version() -> str:
    """Return a hash of all views: another one means that those of a database are older than the code."""
    text = "\n".join([GRANTS_TABLE, *(view.create_sql for view in list_views())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _list_name_views() -> list[ReportingView]:
    titles = ", ".join(_pick_title(language) for language in LANGUAGES)
    return [
        ReportingView("measures", "a measure that the role may see", NAMES["measures"], _build_measures()),
        ReportingView(
            "branches",
            "a branch of the role",
            NAMES["branches"],
            f"SELECT b.id, b.name::text, b.zone::text FROM settings_branch b {_for_role('b.id')}",  # noqa: S608
        ),
        ReportingView(
            "courses",
            "a course; of a role with branches: one that a group there learns",
            NAMES["courses"],
            f"""SELECT c.id, c.slug::text, {titles} FROM courses_course c
JOIN {SCHEMA}.role_grants r ON r.role = current_user
WHERE r.branches IS NULL
   OR EXISTS (SELECT 1 FROM courses_group g WHERE g.course_id = c.id AND g.branch_id = ANY(r.branches))""",  # noqa: S608
        ),
        ReportingView(
            "groups",
            "a group",
            NAMES["groups"],
            f"""SELECT g.id, g.name::text, g.course_id, g.branch_id, b.name::text, g.status::text, g.starts_on,
    g.ends_on
FROM courses_group g JOIN settings_branch b ON b.id = g.branch_id {_for_role("g.branch_id")}""",  # noqa: S608
        ),
    ]


def _list_fact_views() -> list[ReportingView]:
    subject = {
        "group_id": "the group; null: those that are too small to be shown alone, together",
        "group_name": "its name",
        "course_id": "its course",
    }
    course = {
        "course_id": "the course; null: those that are too small to be shown alone, together",
        "course": "its title in the first language that it has",
    }
    branch = {
        "branch_id": "the branch; null: those that are too small to be shown alone, together",
        "branch": "its name",
    }
    return [
        ReportingView(
            "centre_days", "a measure of the whole centre on a day; for roles without branches", FACT_COLUMNS, _centre()
        ),
        _build_fact_view("branch_days", "a measure of a branch on a day", branch, BRANCH),
        _build_fact_view("course_days", "a measure of a course in a branch on a day", course | BRANCH_COLUMNS, COURSE),
        _build_fact_view("group_days", "a measure of a group on a day", subject | BRANCH_COLUMNS, GROUP),
        ReportingView(
            "centre_months",
            "a measure of the whole centre in a month; for roles without branches",
            MONTH_COLUMNS,
            _build_centre_months(),
        ),
        ReportingView(
            "branch_months",
            "a measure of a branch in a month",
            {"month": MONTH_COLUMNS["month"], **branch, **MONTH_COLUMNS},
            _build_branch_months(),
        ),
    ]


@dataclass(frozen=True)
class _Facts:
    """Where a grain has its facts, what says the subject and the branch, and the names that a row of it gets."""

    grain: Grain
    source: str
    subject: str
    branch: str
    same_subject: str
    within: str
    names: str
    joins: str


BRANCH = _Facts(
    Grain.BRANCH,
    "analytics_branchday",
    "f.branch_id",
    "f.branch_id",
    "a.branch_id = f.branch_id",
    "",
    "t.subject, b.name::text",
    "LEFT JOIN settings_branch b ON b.id = t.subject",
)
COURSE = _Facts(
    Grain.COURSE,
    "analytics_courseday",
    "f.course_id",
    "f.branch_id",
    "a.course_id = f.course_id AND a.branch_id = f.branch_id",
    ", branch_id",
    "t.subject, {title}, t.branch_id, b.name::text",
    "LEFT JOIN courses_course c ON c.id = t.subject JOIN settings_branch b ON b.id = t.branch_id",
)
GROUP = _Facts(
    Grain.GROUP,
    "analytics_groupday",
    "f.group_id",
    "g.branch_id",
    "a.group_id = f.group_id",
    ", branch_id",
    "t.subject, n.name::text, n.course_id, t.branch_id, b.name::text",
    "LEFT JOIN courses_group n ON n.id = t.subject JOIN settings_branch b ON b.id = t.branch_id",
)


def _build_fact_view(name: str, row: str, subject: Mapping[str, str], facts: _Facts) -> ReportingView:
    day, *rest = FACT_COLUMNS.items()
    columns = dict([day, *subject.items(), *rest])
    return ReportingView(name, row, columns, _build_fact_query(facts))


def _build_fact_query(facts: _Facts) -> str:
    """Return the query of a grain: facts with the size of their subject, those of small ones together."""
    groups = "JOIN courses_group g ON g.id = f.group_id" if facts.grain is Grain.GROUP else ""
    title = f"CASE WHEN c.id IS NOT NULL THEN {_pick_title('')} END"
    names = facts.names.format(title=title)
    return f"""
WITH facts AS (
    SELECT f.measure::text AS measure, f.day, {facts.branch} AS branch_id, {facts.subject} AS subject,
           f.currency::text AS currency, f.numerator, f.denominator,
           greatest(f.people, a.people) AS size, m.about_people AND greatest(f.people, a.people) < {SMALL} AS small
    FROM {facts.source} f {groups}
    JOIN ({_build_measure_rows()}) m ON m.measure = f.measure
    JOIN {SCHEMA}.role_grants r ON r.role = current_user AND (r.money OR NOT m.money)
     AND (r.branches IS NULL OR {facts.branch} = ANY(r.branches))
    LEFT JOIN {facts.source} a ON a.measure = 'active' AND a.day = f.day AND {facts.same_subject}
    WHERE {facts.branch} IS NOT NULL
), {_merge_small(f"measure, day{facts.within}")}
SELECT t.day, {names}, {_build_values("t")}
FROM t JOIN ({_build_measure_rows()}) m ON m.measure = t.measure {facts.joins}"""  # noqa: S608


def _merge_small(keys: str) -> str:
    """Return the queries that put small subjects of `facts` together, within the columns `keys`; the last one is `t`.

    When the small ones have too few people together too, the least of the others joins them, and without one none is
    shown: see `apps.analytics.series`.
    """
    return f"""counted AS (
    SELECT *, count(*) FILTER (WHERE small) OVER same AS small_ones, sum(size) FILTER (WHERE small) OVER same AS few,
           count(*) FILTER (WHERE NOT small) OVER same AS others,
           row_number() OVER (PARTITION BY {keys}, small ORDER BY numerator, subject::text) AS place
    FROM facts WINDOW same AS (PARTITION BY {keys})
), merged AS (
    SELECT *, small OR (small_ones > 0 AND few < {SMALL} AND place = 1) AS together
    FROM counted WHERE small_ones = 0 OR few >= {SMALL} OR others > 0 OR NOT small
), t AS (
    SELECT {keys}, CASE WHEN NOT together THEN subject END AS subject, currency,
           sum(numerator) AS numerator, sum(denominator) AS denominator
    FROM merged GROUP BY {keys}, CASE WHEN NOT together THEN subject END, currency
)"""  # noqa: S608


def _build_branch_months() -> str:
    """Return the query of branches by month. Their size is that of the best day of the month."""
    months = _read_months("f.branch_id", where="f.branch_id IS NOT NULL", branches="f.branch_id = ANY(r.branches)")
    return f"""
{months}, facts AS (
    SELECT f.*, z.size, m.about_people AND z.size < {SMALL} AS small
    FROM month_facts f JOIN ({_build_measure_rows()}) m ON m.measure = f.measure CROSS JOIN LATERAL (
        SELECT coalesce(max(d.people), 0) AS size FROM analytics_branchday d
        WHERE d.branch_id = f.subject AND d.measure IN ('active', f.measure) AND d.day BETWEEN f.month AND f.last
    ) z
), {_merge_small("measure, month")}
SELECT t.month, t.subject, b.name::text, {_build_values("t")}
FROM t JOIN ({_build_measure_rows()}) m ON m.measure = t.measure
LEFT JOIN settings_branch b ON b.id = t.subject"""  # noqa: S608


def _build_centre_months() -> str:
    months = _read_months("NULL::uuid", where="(f.branch_id IS NULL) = m.counts_people", branches="false")
    return f"""
{months}
SELECT t.month, {_build_values("t")}
FROM month_facts t JOIN ({_build_measure_rows()}) m ON m.measure = t.measure"""  # noqa: S608


def _read_months(subject: str, *, where: str, branches: str) -> str:
    """Return the queries that combine the days of each month as the measures say; the last one is `month_facts`.

    Different people of all days are counted from facts of persons. `branches`: which facts a role with branches sees.
    """
    grants = f"""JOIN {SCHEMA}.role_grants r ON r.role = current_user AND (r.money OR NOT m.money)
     AND (r.branches IS NULL OR {branches})"""
    return f"""
WITH months AS (
    SELECT s.first::date AS month, least((s.first + interval '1 month')::date - 1, f.built_until) AS last
    FROM analytics_factsstate f CROSS JOIN LATERAL generate_series(
        date_trunc('month', f.first::timestamp), f.built_until::timestamp, interval '1 month'
    ) AS s (first)
), month_facts AS (
    SELECT f.measure::text AS measure, n.month, n.last, {subject} AS subject, f.currency::text AS currency,
           sum(f.numerator) AS numerator, sum(f.denominator) AS denominator
    FROM months n JOIN analytics_branchday f ON f.day BETWEEN n.month AND n.last
    JOIN ({_build_measure_rows()}) m ON m.measure = f.measure {grants}
    WHERE {where} AND (NOT m.counts_people OR m.combination = '{Combination.LAST_PEOPLE}' AND f.day = n.last)
    GROUP BY 1, 2, 3, 4, 5
    UNION ALL
    SELECT f.measure::text, n.month, n.last, {subject}, '', count(DISTINCT f.person_id), 0
    FROM months n JOIN analytics_personday f ON f.day BETWEEN n.month AND n.last
    JOIN ({_build_measure_rows()}) m ON m.measure = f.measure AND m.combination = '{Combination.PEOPLE}' {grants}
    GROUP BY 1, 2, 3, 4
)"""  # noqa: S608


def _centre() -> str:
    """Return the query of the whole centre: different people have facts of their own, others are added up."""
    return f"""
WITH t AS (
    SELECT f.measure::text AS measure, f.day, f.currency::text AS currency, sum(f.numerator) AS numerator,
           sum(f.denominator) AS denominator
    FROM analytics_branchday f JOIN ({_build_measure_rows()}) m ON m.measure = f.measure
    JOIN {SCHEMA}.role_grants r ON r.role = current_user AND (r.money OR NOT m.money) AND r.branches IS NULL
    WHERE (f.branch_id IS NULL) = m.counts_people GROUP BY 1, 2, 3
)
SELECT t.day, {_build_values("t")} FROM t JOIN ({_build_measure_rows()}) m ON m.measure = t.measure"""  # noqa: S608


def _build_values(table: str) -> str:
    numerator, denominator = f"{table}.numerator", f"{table}.denominator"
    value = build_value_sql(combination="m.combination", numerator=numerator, denominator=denominator)
    places = " ".join(f"WHEN '{code}' THEN {numerator} / {10**places}" for code, places in CURRENCIES.items())
    return f"{table}.measure, {table}.currency, {numerator}, {denominator}, {value}, CASE {table}.currency {places} END"


def _for_role(branch: str) -> str:
    return (
        f"JOIN {SCHEMA}.role_grants r ON r.role = current_user AND (r.branches IS NULL OR {branch} = ANY(r.branches))"
    )


def _pick_title(language: str) -> str:
    """Return SQL of a course's title in a language, as `pick_translation` chooses it."""
    wanted = dict.fromkeys([language, *LANGUAGES] if language else LANGUAGES)
    filled = ", ".join(f"nullif(c.title ->> '{name}', '')" for name in wanted)
    return f"coalesce({filled}, '')"


def _build_measures() -> str:
    def list_texts(measure: Measure) -> list[str]:
        texts = [measure.name]
        for language in LANGUAGES:
            with translation.override(language):
                texts.append(str(measure.label))
        with translation.override("en"):
            return [*texts, str(measure.formula), measure.unit.value, measure.combination.value]

    rows = ", ".join(
        f"({', '.join(map(_quote, list_texts(measure)))}, {_is_money(measure)})" for measure in all_measures().values()
    )
    columns = ", ".join(f"m.{name}" for name in NAMES["measures"])
    return f"""SELECT {columns} FROM (VALUES {rows}) m ({", ".join(NAMES["measures"])}, money)
JOIN {SCHEMA}.role_grants r ON r.role = current_user AND (r.money OR NOT m.money)"""  # noqa: S608


def _build_measure_rows() -> str:
    """Return the query of what a fact has to know of its measure. Facts of measures that are gone have none."""
    rows = ", ".join(
        f"({_quote(one.name)}, {_quote(one.combination.value)}, {one.about_people}, {one.counts_people}, "
        f"{_is_money(one)})"
        for one in all_measures().values()
    )
    return f"SELECT * FROM (VALUES {rows}) v (measure, combination, about_people, counts_people, money)"  # noqa: S608


def _is_money(measure: Measure) -> bool:
    return measure.permission == MONEY


def _quote(text: str) -> str:
    return sql.Literal(text).as_string()
