"""Builds `docs/analytics.md`: the measures with their definitions, read from the code."""

from django.utils import translation

from apps.analytics.forecast import LEAST_MONTHS as LEAST_FORECAST
from apps.analytics.forecast import MONTHS as MONTHS_MEANT
from apps.analytics.job_kinds import SEND_REPORT_CARD
from apps.analytics.models.own_figures import MAX_MEASURES
from apps.analytics.models.report_cards import COMMENT
from apps.analytics.report_card_numbers import MOST_WEEKS, REPORTED
from apps.analytics.revenue import HISTORY
from apps.analytics.risk_features import BEFORE, FEATURES, OUTCOME_DAYS, WINDOW
from apps.analytics.risk_statistics import DRAWS
from apps.analytics.services.own_figures import MAX_FIGURES
from apps.analytics.services.report_cards import MOST_A_DAY, MOST_DAYS, MOST_PUPILS
from apps.analytics.services.risk_learning import (
    HELD_OUT,
    LEAST_GAIN,
    LEAST_LEFT,
    LEAST_MONTHS,
    MONTHS,
    MOST_CALIBRATION_ERROR,
    MOST_ROWS,
)
from apps.analytics.services.risk_listing import TIMES_USUAL
from apps.core.measures import Combination, Grain, all_measures
from apps.jobs.kinds import get_job_kind
from apps.learning.film_stops import END
from apps.quizzes.queries import MAX_RESULTS
from project.reference.inventory import escape_cell, format_table

HEAD = """# Analytics

Measures of the centre by day, week or month. `./talim generate` makes this page from the code: each measure has one
definition, which REST, pages, reports and exports use. The [centre's figures](centre-figures.md) count the same.

## How it works

- Each app declares its measures in `analytics_measures.py`: what is counted as SQL over raw rows, the same in words,
  who may see it, and which tables it watches.
- `apps.analytics` keeps **daily facts** of people, groups, courses and branches. A day is the local day of the branch
  (of the group, where it has a zone of its own).
- Database triggers note changed rows in the transaction of the change. The job `analytics.follow` runs every 5
  minutes and counts exactly the days again that a change concerns: corrections, moves and deletions too. When a
  branch gets another time zone or a group another branch, all its days are counted again.
- `manage.py build_facts --from 2021-01-01 --to 2026-11-21` counts a period again. It shows its progress and goes on
  where it was stopped or killed; the job goes on with it too. The first run of the job counts everything.
- Each night the job `analytics.prove` compares 200 random cells with the raw rows. What differs is counted again, and
  shown by `manage.py doctor` and the metric `talim_fact_differences_total`.
- Facts stay when retention deletes their raw rows (messages, tickets). Facts of a person go when the person is
  erased.
- **Activity**: once a minute the pages tell which lessons, materials, homework, quizzes and other pages were open and
  used, with how many seconds (`POST /analytics/activity/`, one statement). Of minors it is recorded when a guardian has
  consented (`activity`). The rows go after `activity_keep_days`; the figures of days stay. A person decides what their
  browser tells, so it counts for no mark and no coins.

## Requests

| request | who |
|---|---|
| `GET /analytics/measures/` | teachers and the office (`analytics.view`) |
| `GET /analytics/series/?measure=attendance&step=week&by=group` | teachers: own groups; the office: own branches |
| `GET /analytics/student/?student=` | everybody for themselves, guardians for children whose progress they see |
| `GET /analytics/teacher/` | teachers: own groups side by side |
| `GET /analytics/platform/?branch=` | the office (`analytics.platform`) |
| `GET /analytics/revenue/?branch=` | who sees reports of money (`payments.report`): own branches |
| `GET /analytics/marketing/?branch=` | who sees leads (`leads.read`): own branches |
| `GET /analytics/course/?course=` | teachers of the course, the office |
| `GET /analytics/at-risk/`, `…/model/`, `POST …/{id}/actions/` | teachers: own groups; the office: own branches |
| `POST /analytics/activity/` | everybody: what they opened |
| `…/report-cards/batches/…`, `PUT …/{id}/comment/`, `POST …/{id}/correct/` | teachers and the office, as above |
| `GET /analytics/report-cards/`, `…/{id}/`, `…/{id}/document/?locale=` | pupils, and guardians who see the progress |
| `/analytics/own-figures/`, `GET …/{id}/result/` | own and shared [figures](#own-figures) (`analytics.view`) |
| `/analytics/reports/`, `/analytics/report-schedules/` | own [reports](#reports) (`analytics.report`) |
| `GET /dashboard/` | the dashboard of the role |

- `step` is `day`, `week` or `month`, at most 92, 104 or 36 of them; `from` and `to` are days, `by` is `branch`,
  `group` or `course`; filters are `branch`, `group` and `course`.
- Datasets can be given to Chart.js as they are. `headings` and `rows` are the same as a table, `sentence` says what
  it shows, `format=csv` or `xlsx` is the file.
- A group, course or branch of fewer than 5 people is not shown alone where people are counted: it stands in the rest,
  and `hidden` says how many do. A filter by it gives no value.
- Answers without money have an `ETag`. They are at most 5 minutes old, and `counted_until` is their last day.
- **Open pages** of staff hear on their stream `user` which of the measures that they may see were counted anew
  (`figures.changed`, at most once in 5 s), and load them again; hidden pages when they are shown.
"""
BOARDS = """## Revenue, marketing, courses

Each figure of these dashboards has a chart, a table, a sentence and what it counts. `figure=NAME&format=csv` or `xlsx`
is the file of one. Months are those of the branch that is asked for, or of the reader's only one; of several branches
together they are those of the default branch.

- **Expected** are payments by the month in which they are due, as in [the centre's figures](centre-figures.md);
  received and refunded are the measures.
- **Later prices**: the ledger posts a changed price on the day of the change, and never in a closed month, so
  `money_charged`, `money_received` and `money_refunded` of days before stay. Expected and what left with pupils take
  today's amounts: a bill that gets another price, or none, changes the month in which it was due.
- **Money that left with pupils**: for each pupil of the measure `left`, payments for a month, lessons or a pack in that
  branch that were due in the 31 days until the day of leaving.
- **Forecast**: the mean of the last {months} full months of money received less refunds, for the current month and the
  next two. The same rule is held against each month of the last {history}: its error is the mean of the differences in
  percent of what came. With fewer than {least} full months since the first money there is none.
- **Leads** are counted as in [their figures](leads.md), in the month in which they came.
- **Lessons of a course**: people who were ever enrolled, and how many have begun and done each published lesson.
- **Films**: who has heard or seen {end} % has seen the end. Of the others: the tenth of the film in which most stopped,
  and where it begins.
- **Hardest questions**: points got in first attempts by points to be had, as in the statistics of a quiz: of the newest
  {results} learners of each quiz at most.
"""
OWN_FIGURES = """## Own figures

Measures that somebody looks at together, saved under a name: which ones, by which step and period, split and filtered
as each of them can be. No SQL, and no values are stored.

- **Read** as any measure: with the rights of who looks, never of who saved it. Measures that the reader may not see
  are left out (`left_out` says how many), groups, courses and branches of fewer than 5 people stay hidden.
- **Periods** end today (`last_30_days`, `last_12_weeks`, `last_12_months`, `this_month`, `this_year`) or are `fixed`.
- **Shared** with roles, by who sees whole branches (`analytics.platform`). Only the owner changes and deletes it. It
  goes when its owner is erased.
- **Limits**: {measures} measures in a figure, {figures} figures of a user, each with a name of its own.
- **As a file**: `format=csv` or `xlsx`, or a [report](#reports) of `/analytics/own-figures/{{id}}/result/`, which can
  be scheduled.
"""
RISK = """## Who may leave

The job `analytics.at_risk` lists each night the pupils who may leave. `manage.py at_risk` prints how good the model is,
`manage.py at_risk --fit` learns at once. [Who may leave](guide/at-risk.md) is for those who use the list.

- **Who is counted**: pupils who are active on the first day of a month, in the last {months} months at most.
- **What is predicted**: the measure `left` names the pupil within {days} days, and the measure `active` does not on day
  {days}. Who is back by then did not leave; graduates did not either.
- **Features**, of the days before that day:

{features}

- **Homework** counts by its deadline, the pupil's own, in the last {window} days: handed in late or not at all.
  **Unpaid months** are of bills for months, lessons and packs that were due before the month of that day, in a year.
  **Silence** begins at the earliest on the first day of learning in the last {before} days.
- **Model**: a logistic regression with an L2 penalty over standardised features. Its row keeps the mean, the deviation
  and the weight of each.
- **Measured** on the last quarter of the months, from {least_months} to {held_out}, after a fit on the months whose
  outcome was known before them. The stored weights are those of all months.
- **Shown** when its area under the curve (AUC) is {gain} above that of the rule "absent twice in 30 days", the 95 %
  bootstrap interval of the difference (pupils drawn with all their months, {draws} times) lies above 0, and the
  expected calibration error over ten bins of the same size is at most {error} (Naeini, Cooper, Hauskrecht, AAAI
  2015; bins as in Nguyen, O'Connor, EMNLP 2015). With fewer than {least} different pupils who left in
  either part it is not measured.
- **Fitted** anew when the newest fit is a week old. Of more than {most_rows:,} rows (a pupil in a month) it takes
  those of a part of the pupils, drawn by their ids, with all their months: so its memory has a bound.
- **Listed** are pupils whose risk is at least {times} times the usual share. Reasons are the three features that add
  most, of those that the reader may be told of. A feature is a reason only where the pupil shows it and its weight is
  above zero. Money is told to who sees payments and all groups of the pupil.
- **Own family**: staff never see themselves, their children and pupils for whom they pay in the list.
- **Numbers of the whole centre** (rows, who left, calibration) are for who sees all of it. Notes of what was done are
  for the office (`analytics.platform`) and who wrote them.
- **Kept**: the list is made anew each night, models 400 days, notes of what was done two years. Erasure removes all of
  a person. Pupils and parents never get any of it, in copies of their data neither.
"""
REPORT_CARDS = """## Report cards

[Report cards](guide/report-cards.md) are for those who make and read them.

- **What is counted**: {measures}; each for the pupil in this group, with one value for each week, or for each month of
  periods above {weeks} weeks. Children with a child profile get no scores. The grade is that of the gradebook of the
  group on the day on which the card is made, as the pupil sees it.
- **Compared** is a pupil with the same number of days before, and with nobody else; a pupil without any fact in them
  with nothing.
- **When**: numbers are those of the moment in which the version was made, with what changed until then, and stay. Days
  have to be counted: a period that is not over ends on the last counted day. A card has at most {days} days.
- **Who**: whoever teaches the group, and the office of its branch (`analytics.report_cards`) make cards, write words
  and send. Own family of the writer (children, pupils for whom they pay, the writer) is left out of the list.
- **Sent**: the job `analytics.send_report_card` makes a PDF in each of three languages, stores them with the card and
  notifies the pupil and guardians who see the progress, in one transaction: killed and started again, it tells nobody
  twice. A card that fails {tries} times is shown as failed; sending the batch again tries it again.
- **Deleted** are cards of a group together, while none of them is sent or being sent.
- **Corrected**: a sent card stays as it is. The next version has new numbers and words, says which one it replaces, and
  takes its place when it is sent.
- **Limits**: {pupils} pupils in a batch, {batches} batches of a group in 24 hours, {comment} letters of words.
- **Kept** 5 years. Erasure removes the cards of a person with their files, and the name from words about others;
  files about others that were sent stay as they are.
"""
REPORTS = """## Reports

A report is a list with `format`, the series of a measure or an own figure as a file
([guide](guide/background-reports.md)).

- The job `analytics.report` runs the operation of the list for the user without a session (`api.report_sources`), after
  a check of the permission: the file has what the list shows them at that moment.
- Rows are read in pages of 500 by their keys, which are read first and take 16 bytes each. A cancel stops it after a
  page. A killed job begins anew; the file is stored whole and then named by the row. A million payments took a worker
  of 214 MiB to 270 MiB (`tests/analytics/test_large_reports.py` prints it).
- The job `analytics.report_times` runs every 5 minutes: it lets go of files after `report_keep_days`, and asks for the
  reports of schedules that are due, once for each receiver and time.
"""
COMBINED = {
    Combination.SUM: "the sum of all days and places",
    Combination.MEAN: "the sum divided by the number of all days and places",
    Combination.SHARE: "the sum divided by the sum, of 100",
    Combination.PEOPLE: "different people of all days",
    Combination.LAST_PEOPLE: "different people on the last day",
}


def _build_boards_part() -> str:
    return BOARDS.format(
        months=MONTHS_MEANT, history=HISTORY, least=LEAST_FORECAST, end=round(100 * END), results=MAX_RESULTS
    )


def build_measures_page() -> str:
    """Return the text of docs/analytics.md, in English."""
    with translation.override("en"):
        rows = [
            (
                f"`{measure.name}`",
                escape_cell(str(measure.label)),
                measure.unit.value,
                escape_cell(str(measure.formula)),
                COMBINED[measure.combination],
                ", ".join(grain.value for grain in measure.grains if grain is not Grain.PERSON),
                f"`{measure.permission}`",
            )
            for measure in all_measures().values()
        ]
    head = ("name", "measure", "unit", "what it counts", "several days together", "by", "permission")
    own = OWN_FIGURES.format(measures=MAX_MEASURES, figures=MAX_FIGURES)
    parts = (HEAD, _build_boards_part(), own, _build_risk_part(), _build_report_card_part(), REPORTS)
    return "\n".join([*parts, f"## Measures\n\n{format_table(head, rows)}\n"])


def _build_report_card_part() -> str:
    return REPORT_CARDS.format(
        measures=", ".join(f"`{name}`" for name in REPORTED),
        weeks=MOST_WEEKS,
        days=MOST_DAYS,
        tries=get_job_kind(SEND_REPORT_CARD).tries,
        pupils=MOST_PUPILS,
        batches=MOST_A_DAY,
        comment=COMMENT,
    )


def _build_risk_part() -> str:
    with translation.override("en"):
        rows = [(f"`{feature.name}`", str(feature.label), str(feature.most)) for feature in FEATURES]
    return RISK.format(
        features=format_table(("name", "feature", "counts at most"), rows),
        months=MONTHS,
        days=OUTCOME_DAYS,
        window=WINDOW,
        before=BEFORE,
        least_months=LEAST_MONTHS,
        held_out=HELD_OUT,
        gain=LEAST_GAIN,
        error=MOST_CALIBRATION_ERROR,
        draws=DRAWS,
        least=LEAST_LEFT,
        times=TIMES_USUAL,
        most_rows=MOST_ROWS,
    )
