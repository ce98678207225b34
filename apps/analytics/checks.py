"""System check of measures: a name that is used twice or a text that is missing stops the start."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.utils.translation import override

from apps.analytics.models import MEASURE
from apps.core.measures import Combination, Grain, Measure, all_measures
from apps.core.permissions import all_permissions
from apps.core.retention import list_retention_rules
from apps.core.translated_texts import LANGUAGES

COLUMNS = ("day", "person", "group_id", "course_id", "branch_id", "currency", "numerator", "denominator")


def check_measures(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Check that names are unique, words exist in all languages, and what measures name exists."""
    try:
        measures = all_measures()
    except ValueError as error:
        return [Error(str(error), id="analytics.E001")]
    labels: dict[tuple[str, str], str] = {}
    found: list[CheckMessage] = []
    for measure in measures.values():
        found += [Error(f"measure {measure.name}: {text}", id="analytics.E002") for text in list_faults(measure)]
        for language in LANGUAGES:
            with override(language):
                other = labels.setdefault((language, str(measure.label)), measure.name)
            if other != measure.name:
                text = f"measures {other} and {measure.name} have one label in {language}"
                found.append(Error(text, id="analytics.E003"))
    return found


def list_faults(measure: Measure) -> list[str]:
    """Return what is wrong with a measure: what it names and is not there, and words that are missing."""
    faults = [] if len(measure.name) <= MEASURE else ["its name is too long"]
    if measure.permission not in all_permissions():
        faults.append(f"no permission {measure.permission}")
    if Grain.BRANCH not in measure.grains:
        faults.append("it has no facts of branches")
    if measure.raw and measure.raw not in {rule.model for rule in list_retention_rules()}:
        faults.append(f"no retention rule of {measure.raw}")
    if bool(measure.periods) != (measure.combination is Combination.LAST_PEOPLE):
        faults.append("periods are for measures of people on the last day, and each of these has them")
    faults += [f"its rows have no column {name}" for name in COLUMNS if name not in measure.rows]
    for name in ("label", "formula"):
        with override("en"):
            english = str(getattr(measure, name))
        for language in LANGUAGES:
            with override(language):
                text = str(getattr(measure, name))
            if not text or (language != "en" and text == english):
                faults.append(f"its {name} has no words in {language}")
    return faults
