"""Own figures: saved, changed, shared, deleted."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_own_branches
from apps.analytics.models import FigurePeriod, OwnFigure
from apps.analytics.scopes import WHOLE, list_visible_measures
from apps.analytics.series import get_today_of
from apps.core.chart_steps import By, split_days_into_steps
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.core.measures import Grain
from apps.core.uow import unit_of_work
from apps.courses.access import get_group_or_invalid
from apps.courses.models import Course
from apps.settings.services import write_audit_log

MAX_FIGURES = 50
FIELDS = ("name", "measures", "by", "step", "branch", "group", "course", "period", "first_day", "last_day", "chart",
          "shared_with")  # fmt: skip
SUBJECTS = ("branch", "group", "course")
MANY = _("You have 50 figures: delete one first.")
NAME_TAKEN = _("You have a figure of this name.")
NO_MEASURE = _("There is no such measure.")
TWICE = _("A measure is named twice.")
NOT_COUNTED_SO = _("%(measure)s is not counted in this way.")
TOO_FINE = _("Days are for periods of at most 92 days.")
DAYS_NEEDED = _("Fixed days have a first and a last one.")
NO_DAYS = _("Only fixed days have a first and a last one.")
NOT_BEGUN = _("The first day lies in the future.")
NOT_SHARED = _("Only who sees whole branches shares figures.")


def create_figure(*, actor: User, values: dict[str, Any]) -> OwnFigure:
    """Save a figure. `values` has all of FIELDS.

    Raise Invalid on "measures" for one that the actor may not see and for one named twice; on "by", "branch", "group"
    and "course" for what a measure is not counted by and for what the actor does not reach; on "step", "first_day" and
    "last_day" for days that do not fit; on "name" when the actor has one of this name; on "shared_with" without the
    right to whole branches. Raise Conflict above MAX_FIGURES.
    """
    figure = OwnFigure(owner=actor, **_to_columns(values))
    _check(actor, figure)
    with unit_of_work():
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=actor.pk)
        if OwnFigure.objects.filter(owner=actor).count() >= MAX_FIGURES:
            raise Conflict(MANY)
        with raise_on_constraint_violation(own_figure_name_once=Invalid.field("name", NAME_TAKEN)):
            figure.save(force_insert=True)
        _audit(actor, figure, {name: (None, getattr(figure, name)) for name in FIELDS})
        return figure


def update_figure(*, actor: User, figure: OwnFigure, changes: dict[str, Any]) -> OwnFigure:
    """Change a figure of the actor. Raise Invalid as `create_figure`, and NotFound when it was deleted meanwhile."""
    with unit_of_work():
        locked = get_or_not_found(OwnFigure.objects.select_for_update(of=("self",)), figure.pk)
        before = {name: getattr(locked, name) for name in FIELDS}
        for name, value in _to_columns(changes).items():
            setattr(locked, name, value)
        if locked.period != FigurePeriod.FIXED and "period" in changes:
            locked.first_day = locked.last_day = None
        _check(actor, locked)
        after = {name: getattr(locked, name) for name in FIELDS}
        changed = {name: (before[name], after[name]) for name in FIELDS if before[name] != after[name]}
        if changed:
            with raise_on_constraint_violation(own_figure_name_once=Invalid.field("name", NAME_TAKEN)):
                locked.save(update_fields=[*changed, "updated_at"])
            _audit(actor, locked, changed)
        return locked


def delete_figure(*, actor: User, figure: OwnFigure) -> None:
    """Delete a figure, for all with whom it was shared too. Reports of it fail from then on."""
    with unit_of_work():
        _audit(actor, figure, {"deleted": (None, True)})
        figure.delete()


def _to_columns(values: dict[str, Any]) -> dict[str, Any]:
    return {name: "" if name == "by" and value is None else value for name, value in values.items()}


def _check(actor: User, figure: OwnFigure) -> None:
    _check_measures(actor, figure)
    _check_filters(actor, figure)
    _check_days(actor, figure)
    if figure.shared_with and not has_permission(actor, WHOLE):
        raise Invalid.field("shared_with", NOT_SHARED)


def _check_measures(actor: User, figure: OwnFigure) -> None:
    visible = {measure.name: measure for measure in list_visible_measures(actor)}
    if not set(figure.measures) <= visible.keys():
        raise Invalid.field("measures", NO_MEASURE)
    if len(set(figure.measures)) < len(figure.measures):
        raise Invalid.field("measures", TWICE)
    asked = {name: Grain(name) for name in SUBJECTS if getattr(figure, name)}
    asked |= {"by": Grain(figure.by)} if figure.by else {}
    for measure in (visible[name] for name in figure.measures):
        for field, grain in asked.items():
            if grain not in measure.grains:
                raise Invalid.field(field, NOT_COUNTED_SO % {"measure": measure.label})


def _check_filters(actor: User, figure: OwnFigure) -> None:
    if figure.branch:
        message = _("There is no such branch.")
        get_or_invalid(list_own_branches(actor), figure.branch, field="branch", message=message)
    if figure.group:
        get_group_or_invalid(actor, figure.group)
    if figure.course:
        get_or_invalid(Course.objects.all(), figure.course, field="course", message=_("There is no such course."))


def _check_days(actor: User, figure: OwnFigure) -> None:
    is_fixed = figure.period == FigurePeriod.FIXED
    for name in ("first_day", "last_day"):
        if is_fixed == (getattr(figure, name) is None):
            raise Invalid.field(name, DAYS_NEEDED if is_fixed else NO_DAYS)
    if figure.step == By.DAY and figure.period in (FigurePeriod.LAST_12_MONTHS, FigurePeriod.THIS_YEAR):
        raise Invalid.field("step", TOO_FINE)
    if figure.first_day is not None and figure.last_day is not None:
        _check_fixed_days(figure, figure.first_day, figure.last_day, today=get_today_of(actor, figure.branch))


def _check_fixed_days(figure: OwnFigure, first: date, last: date, *, today: date) -> None:
    """The days are checked as they will be once they are over, so that the figure never has too many steps."""
    if first > today:
        raise Invalid.field("first_day", NOT_BEGUN)
    try:
        split_days_into_steps(By(figure.step), first, last, today=last)
    except Invalid as error:
        raise Invalid(fields={"first_day": error.fields["from"]}) from error


def _audit(actor: User, figure: OwnFigure, changes: dict[str, Any]) -> None:
    with override("en"):
        write_audit_log(actor, "analytics.own_figure", figure, changes)
