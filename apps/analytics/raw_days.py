"""From which day on the raw rows of a measure are complete: retention deletes older ones, and their facts stay."""

from datetime import date, timedelta

from django.utils import timezone

from apps.core.measures import Measure
from apps.core.retention import list_retention_rules
from apps.settings.queries import get_system_settings

ONE_DAY = timedelta(days=1)


def get_first_raw_day(measure: Measure) -> date | None:
    """Return the first day whose raw rows are all there; None where none are deleted by age."""
    if not measure.raw:
        return None
    rule = next(rule for rule in list_retention_rules() if rule.model == measure.raw)
    age = rule.age
    if rule.setting:
        days = getattr(get_system_settings(), rule.setting)
        age = None if days is None else timedelta(days=days)
    return None if age is None else (timezone.now() - age).date() + 2 * ONE_DAY
