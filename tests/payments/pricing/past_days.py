"""The ways to take days away from a pupil back in time, since the second of September, and what is answered."""

from datetime import date

from apps.courses.models import Membership
from tests.payments.pricing import pricing_data

TODAY = date(2026, 9, 10)
ATTENDED = ["2026-09-02", "2026-09-04", "2026-09-07", "2026-09-09"]


def get_membership(group, pupil):
    """Return the pupil's first membership in the group."""
    return Membership.objects.filter(group=group, student=pupil).order_by("joined_on").first()


def post_member(client, of, pupil, path, body):
    """Send an act about the pupil's membership."""
    return client.post(f"/courses/groups/{of.pk}/members/{get_membership(of, pupil).pk}/{path}/", body)


def post_bulk(client, of, pupil, path, body):
    """Send a bulk change of this one membership."""
    rows = {"memberships": [str(get_membership(of, pupil).pk)]}
    return client.post(f"/courses/groups/{of.pk}/members/{path}/", rows | body)


def freeze(client, of, pupil, to, **more):
    return post_member(client, of, pupil, "freeze", {"starts_on": "2026-09-02", **more})


def freeze_past_days_only(client, of, pupil, to, **more):
    return post_member(client, of, pupil, "freeze", {"starts_on": "2026-09-02", "ends_on": "2026-09-09", **more})


def end(client, of, pupil, to, **more):
    return post_member(client, of, pupil, "end", {"left_on": "2026-09-01", **more})


def graduate(client, of, pupil, to, **more):
    return end(client, of, pupil, to, outcome="graduated", **more)


def transfer(client, of, pupil, to, **more):
    return post_member(client, of, pupil, "transfer", {"on": "2026-09-02", "group": str(to.pk), **more})


def bulk_freeze(client, of, pupil, to, **more):
    return post_bulk(client, of, pupil, "bulk-change", {"status": "frozen", "on": "2026-09-02", **more})


def bulk_end(client, of, pupil, to, **more):
    return post_bulk(client, of, pupil, "bulk-change", {"status": "left", "on": "2026-09-01", **more})


def bulk_transfer(client, of, pupil, to, **more):
    return post_bulk(client, of, pupil, "bulk-transfer", {"on": "2026-09-02", "group": str(to.pk), **more})


def close(client, of, pupil, to, **more):
    return client.post(f"/courses/groups/{of.pk}/close/", {"left_on": "2026-09-01", **more})


def bulk_close(client, of, pupil, to, **more):
    return client.post(f"/courses/groups/{of.pk}/bulk-close/", {"left_on": "2026-09-01", **more})


WAYS = {
    freeze: "starts_on",
    freeze_past_days_only: "starts_on",
    end: "left_on",
    graduate: "left_on",
    transfer: "on",
    bulk_freeze: "on",
    bulk_end: "on",
    bulk_transfer: "on",
    close: "left_on",
    bulk_close: "left_on",
}
"""With the day that a refusal names."""
WAYS_FROM_FIRST_DAY = (transfer, bulk_transfer)
"""A membership whose first day is the second of September never began by them."""


def read(answer):
    """Return code and fields of a refusal, of the request or of the only row of a bulk change; None when done."""
    error = answer.json if answer.status >= 400 else None
    if error is None:
        error = next((row["error"] for row in answer.json.get("rows", ()) if row["error"]), None)
    return (error["code"], error["fields"]) if error else None


def mark_days(group, pupil, admin):
    """Mark the pupil as present on the four days."""
    for day in ATTENDED:
        pricing_data.mark_pupil(group, date.fromisoformat(day), pupil, "present", by=admin)


def reprice(pupil):
    """Let payments follow; return what September costs the pupil."""
    pricing_data.run_jobs()
    return pricing_data.list_period_amounts(pupil)["2026-09"]
