"""Dashboards: series of the measures that a role looks at, each with its table and its sentence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.accounts.access import GuardianRight, get_child, has_permission
from apps.accounts.models import User
from apps.accounts.queries import is_child
from apps.analytics.chart_data import Series
from apps.analytics.models import FactsState
from apps.analytics.scopes import WHOLE, get_own_groups_scope, list_visible_measures
from apps.analytics.series import get_person_series, get_series
from apps.core.chart_steps import By, ChartStep
from apps.core.measures import Grain, all_measures
from apps.core.permissions import STAFF

OWN = ("attendance", "homework_given", "homework", "homework_on_time", "homework_score", "quiz_attempts", "study_time",
       "coins")  # fmt: skip
"""Of a pupil. Results of quizzes are not among them: each quiz says when learners see them. Children get no scores."""
TEACHING: tuple[tuple[str, Grain | None], ...] = (
    ("active", Grain.GROUP),
    ("trial", None),
    ("left", None),
    ("lessons_held", None),
    ("attendance", Grain.GROUP),
    ("homework", None),
    ("homework_on_time", Grain.GROUP),
    ("homework_score", Grain.GROUP),
    ("quiz_attempts", None),
    ("quiz_score", Grain.GROUP),
    ("forum_texts", None),
    ("messages", None),
)
"""Of a teacher's groups: enrolments, engagement, and the groups side by side."""
GLANCE = {"platform": ("active", "joined", "left", "attendance"), "teacher": ("attendance", "homework_on_time")}
"""What stands on the first page, by kind of dashboard."""


@dataclass(frozen=True)
class Dashboard:
    """What a role looks at. `kind`: student, teacher or platform; `person`: whom it is about."""

    kind: str
    person: User | None
    series: list[Series]

    @property
    def state(self) -> FactsState | None:
        """The state of the facts; None before the first run."""
        return FactsState.objects.filter(pk=1).first()

    @property
    def has_money(self) -> bool:
        """Whether one of its series is money."""
        return any(series.has_money for series in self.series)


def get_student_dashboard(user: User, *, student: UUID | None, unit: By, steps: Sequence[ChartStep]) -> Dashboard:
    """Return the dashboard of the user, or of a child whose progress the user sees. Raise NotFound for others."""
    person = user if student in (None, user.pk) else get_child(user, student, right=GuardianRight.PROGRESS)
    measures = all_measures()
    names = [name for name in OWN if name != "homework_score" or not is_child(person)]
    series = [get_person_series(person, measures[name], unit=unit, steps=steps) for name in names]
    return Dashboard("student", person, series)


def get_teacher_dashboard(
    user: User, *, unit: By, steps: Sequence[ChartStep], only: Collection[str] | None = None
) -> Dashboard:
    """Return the dashboard of the groups that the user leads or assists; `only`: of these measures."""
    visible = {measure.name: measure for measure in list_visible_measures(user)}
    scope = get_own_groups_scope(user)
    series = [
        get_series(user, visible[name], unit=unit, steps=steps, by=by, scope=scope)
        for name, by in TEACHING
        if name in visible and (only is None or name in only)
    ]
    return Dashboard("teacher", user, series)


def get_platform_dashboard(
    user: User, *, unit: By, steps: Sequence[ChartStep], branch: UUID | None = None, only: Collection[str] | None = None
) -> Dashboard:
    """Return the dashboard of the user's branches, or of one: every measure that the user may see; `only`: of these."""
    series = [
        get_series(user, measure, unit=unit, steps=steps, branch=branch)
        for measure in list_visible_measures(user)
        if only is None or measure.name in only
    ]
    return Dashboard("platform", None, series)


def get_dashboard(user: User, *, unit: By, steps: Sequence[ChartStep], is_glance: bool = False) -> Dashboard:
    """Return the dashboard of the user's role: of the platform for the office, of own groups for teachers, else the
    user's own. `is_glance`: only what GLANCE names is counted.
    """
    if has_permission(user, WHOLE):
        return get_platform_dashboard(user, unit=unit, steps=steps, only=GLANCE["platform"] if is_glance else None)
    if user.role in STAFF and has_permission(user, "analytics.view"):
        return get_teacher_dashboard(user, unit=unit, steps=steps, only=GLANCE["teacher"] if is_glance else None)
    if is_glance:
        return Dashboard("student", user, [])
    return get_student_dashboard(user, student=None, unit=unit, steps=steps)
