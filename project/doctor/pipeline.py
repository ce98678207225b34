"""Checks the database role of the outside pipeline, and what it wrote."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import Error
from django.db.models import Sum
from django.utils import timezone

from apps.kids.models import PipelineRefusal
from apps.kids.pipeline.rows import FRESH_FOR, find_newest_list
from apps.kids.services.pipeline_role import find_problems, find_sign_in_problem, list_roles
from project.doctor.findings import Finding, bad, ok, warn


def check_pipeline() -> Iterator[Finding]:
    """Check that the role is as it should be, and that its rows make sense; nothing where there is no role."""
    try:
        roles, problems = list_roles(), find_problems()
        since = timezone.now().date() - timedelta(days=1)
        refused = PipelineRefusal.objects.filter(day__gte=since).values("reason").annotate(rows=Sum("count"))
        named = ", ".join(f"{row['reason']} {row['rows']}" for row in refused.order_by("reason"))
        newest = find_newest_list()
    except Error:
        return
    if not roles:
        return
    for problem in problems:
        text, _, remedy = problem.rpartition(": ")
        yield bad("pipeline", text, f"{remedy[:1].upper()}{remedy[1:]}.")
    if not problems and (reason := find_sign_in_problem()):
        yield bad("pipeline", f"ML_DB_USER cannot sign in: {reason}", "See ML_DB_HOST, ML_DB_NAME and ML_DB_PASSWORD.")
    if named:
        yield warn("pipeline", f"rows were left out since yesterday: {named}", "Tell those who run the pipeline.")
    if newest is not None and newest < timezone.now() - FRESH_FOR:
        yield warn("pipeline", "no list in the last 3 days: children get our own", "See the job kids.run_pipeline.")
    if not problems:
        yield ok("pipeline", f"{len(roles)} roles use the tables of the pipeline, and nothing else")
