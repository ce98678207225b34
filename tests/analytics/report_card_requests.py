"""Report cards made, written and sent over REST, as a front end does it."""

import subprocess
from datetime import timedelta

from apps.analytics.models import FactsState, PersonDay
from tests.factories import client_for
from tests.job_runs import run_jobs

ROOT = "/analytics/report-cards"


def count_facts(group, *students, days=20, attended=3, of=4):
    """Facts of attendance and homework on each of the last days, and as many before them, where nobody attended."""
    today = group.today
    FactsState.objects.update_or_create(pk=1, defaults={"first": today - timedelta(days=400), "built_until": today})
    for number, student in enumerate(students):
        for back in range(2 * days):
            now = back < days
            values = {"person": student, "group": group, "branch": group.branch, "day": today - timedelta(days=back)}
            PersonDay.objects.create(measure="attendance", numerator=attended if now else 0, denominator=of, **values)
            PersonDay.objects.create(measure="homework_given", numerator=1 + number, denominator=0, **values)


def get_period(group, days=20):
    """The last days, as they are sent."""
    today = group.today
    return {"first_day": (today - timedelta(days=days - 1)).isoformat(), "last_day": today.isoformat()}


def post_batch(user, place, *, idempotency_key=None, **changes):
    """What the server says of a batch for the last 20 days."""
    body = {"group": str(place.pk), "title": "Autumn 2026"} | get_period(place) | changes
    return client_for(user).post(f"{ROOT}/batches/", body, idempotency_key=idempotency_key)


def make_batch(user, group, **changes):
    """The batch as it is answered."""
    answer = post_batch(user, group, **changes)
    assert answer.status == 201, answer.json
    return answer.json


def list_cards(user, batch):
    """The cards of a batch by the name of the pupil, as the user sees them."""
    answer = client_for(user).get(f"{ROOT}/batches/{batch['id']}/cards/")
    assert answer.status == 200, answer.json
    return {card["student"]["full_name"]: card for card in answer.json["results"]}


def list_received(user, **query):
    """The cards that the user got."""
    answer = client_for(user).get(f"{ROOT}/", query)
    assert answer.status == 200, answer.json
    return answer.json["results"]


def put_comment(user, card, comment):
    """What the server says of the teacher's words."""
    return client_for(user).put(f"{ROOT}/{card['id']}/comment/", {"comment": comment})


def post_send(user, batch):
    """What the server says of sending."""
    return client_for(user).post(f"{ROOT}/batches/{batch['id']}/send/")


def send(user, batch):
    """Send the batch and do its jobs."""
    answer = post_send(user, batch)
    assert answer.status == 200, answer.json
    do_jobs()


def do_jobs():
    """Make the files of all cards that are being sent."""
    return run_jobs("analytics.send_report_card")


def get_document(user, card, **query):
    """The answer with the PDF."""
    return client_for(user).get(f"{ROOT}/{card['id']}/document/", query)


def read_text(document):
    """The text of a PDF, as a reader sees it: with single spaces."""
    done = subprocess.run(["pdftotext", "-", "-"], input=document, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
