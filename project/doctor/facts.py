"""Checks that the facts of analytics are proven and follow, and that roles of reports read their views alone."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import Error
from django.utils import timezone

from apps.analytics.models import FactsProof, FactsState, StaleDay
from apps.analytics.services.reporting import find_problems, list_roles
from project.doctor.findings import Finding, bad, ok, warn

MOST_AGE = timedelta(days=3)
MANY = 50_000


def check_facts() -> Iterator[Finding]:
    """Check the last nightly proof, and that days to be counted do not pile up."""
    try:
        state = FactsState.objects.first()
        proof = FactsProof.objects.order_by("-created_at").first()
        waiting = StaleDay.objects.count()
    except Error:
        return
    if state is None:
        yield ok("facts", "nothing is counted yet: the first run of analytics.follow begins")
    elif proof is None or proof.created_at < timezone.now() - MOST_AGE:
        yield warn("facts", "no proof in the last 3 days", "See the jobs analytics.prove and analytics.follow.")
    elif proof.difference_count:
        text = f"{proof.difference_count} of {proof.cells} cells differed from the raw rows: {proof.differing}"
        yield bad("facts", text, "They are counted again. When it happens again: manage.py build_facts, and report it.")
    else:
        yield ok("facts", f"{proof.cells} cells equal the raw rows")
    if waiting > MANY:
        yield warn("facts", f"{waiting} days wait to be counted", "See the job analytics.follow, or run build_facts.")


def check_reporting() -> Iterator[Finding]:
    """Check the database roles of reporting tools; nothing where there is none."""
    try:
        roles, problems = list_roles(), find_problems()
    except Error:
        return
    for problem in problems:
        text, _, remedy = problem.rpartition(": ")
        yield bad("reporting", text, f"{remedy[:1].upper()}{remedy[1:]}.")
    if roles and not problems:
        yield ok("reporting", f"{len(roles)} roles read the views of this release, and nothing else")
