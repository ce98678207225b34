"""Requests about doubles."""

from uuid import uuid4

DUPLICATE_PHONE = "+998901112233"


def merge(client, keep, duplicate, *, key=None, **body):
    body = {"duplicate": str(duplicate.pk), **body}
    return client.post(f"/auth/users/{keep.pk}/merge/", body, headers={"Idempotency-Key": key or str(uuid4())})


def preview(client, keep, duplicate):
    return client.post(f"/auth/users/{keep.pk}/merge/preview/", {"duplicate": str(duplicate.pk)})


def count_kinds(answer):
    return {row["kind"]: row["count"] for row in answer.json["counts"]}
