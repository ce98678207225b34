"""What apps declare: names and words are whole, and the database watches each table that a measure names."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Sum

from apps.analytics.change_log import list_watched_columns
from apps.analytics.checks import check_measures, list_faults
from apps.analytics.models import BranchDay, GroupDay, PersonDay
from apps.core.measures import all_measures


def test_declared_measures_pass_the_check():
    assert check_measures(None) == []


def test_check_names_what_is_missing():
    attendance = all_measures()["attendance"]
    faults = list_faults(replace(attendance, label="Presence", rows="SELECT 1", permission="no.such", raw="no.Model"))
    assert {
        "no permission no.such", "no retention rule of no.Model", "its label has no words in ru",
        "its rows have no column person",
    } <= set(faults)  # fmt: skip
    assert list_faults(attendance) == []


@pytest.mark.django_db
def test_triggers_note_all_columns_that_measures_watch():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname = 'analytics_note_update'"
        )
        sources = dict(cursor.fetchall())
    watched = list_watched_columns()
    assert set(sources) == set(watched)
    missing = [(table, name) for table, names in watched.items() for name in names if f"'{name}'" not in sources[table]]
    assert missing == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", [BranchDay, GroupDay, PersonDay])
def test_dashboards_read_an_index_of_facts(model, group):
    subjects = {"branch": group.branch, "group": group, "person": group.lead_teacher}
    fields = {field.name for field in model._meta.fields}
    names = {name: subject for name, subject in subjects.items() if name in fields}
    first = date(2025, 1, 1)
    model.objects.bulk_create(
        model(measure=measure, day=first + timedelta(days=day), numerator=1, denominator=1, **names)
        for measure in all_measures()
        for day in range(300)
    )
    rows = model.objects.filter(measure="attendance", day__range=(date(2025, 3, 1), date(2025, 4, 1)))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {model._meta.db_table}")
    plan = rows.values(next(reversed(names))).annotate(Sum("numerator")).explain()
    assert re.search(r"Index Cond: .*measure.* AND .*day >= ", plan), plan
