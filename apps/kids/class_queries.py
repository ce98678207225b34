"""Which class children are in on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from apps.accounts.models import User
from apps.core.local_days import get_today
from apps.kids.classes import AGE_TO_CLASS, Boundary, KgClass, compute_age_in_months, compute_class, find_year_end
from apps.kids.models import ClassException
from apps.settings.queries import get_default_branch, get_system_settings


@dataclass(frozen=True)
class ChildClass:
    """The class of a child on a day: by the age, or by an exception. `kg_class` and `by_age` are None out of the ages,
    and `by_age` and `age_months` without a birth date. `until`: the last day for which this holds.
    """

    kg_class: KgClass | None
    by_age: KgClass | None
    age_months: int | None
    until: date
    exception: ClassException | None = None


def get_boundary() -> Boundary:
    """Return the day on which children change their class, by the settings."""
    settings = get_system_settings()
    return Boundary(settings.class_boundary_month, settings.class_boundary_day)


def get_class_day() -> date:
    """Return today at the default branch, by which classes are told."""
    return get_today(get_default_branch().zone)


def get_child_class(child: User, day: date | None = None) -> ChildClass:
    """Return the class of a child on `day` (default: today)."""
    return load_child_classes([child], day)[child.pk]


def load_child_classes(children: Collection[User], day: date | None = None) -> dict[UUID, ChildClass]:
    """Return the classes of these children on `day` (default: today), with a fixed number of queries."""
    day = day or get_class_day()
    boundary = get_boundary()
    rows = ClassException.objects.filter(child__in=children, starts_on__lte=day, until__gte=day)
    exceptions = {row.child_id: row for row in rows.select_related("author")}
    return {child.pk: _tell_class(child, boundary, day, exceptions.get(child.pk)) for child in children}


def _tell_class(child: User, boundary: Boundary, day: date, exception: ClassException | None) -> ChildClass:
    born = child.birth_date
    by_age = compute_class(born, boundary, day) if born else None
    return ChildClass(
        kg_class=KgClass(exception.kg_class) if exception else by_age,
        by_age=by_age,
        age_months=compute_age_in_months(born, day) if born else None,
        until=exception.until if exception else find_year_end(boundary, day),
        exception=exception,
    )


def get_age(child: User, day: date) -> int:
    """Return the age in full years on a day; without a birth date, that of the youngest class."""
    return compute_age_in_months(child.birth_date, day) // 12 if child.birth_date else min(AGE_TO_CLASS)
