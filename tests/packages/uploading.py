"""What an author does with a package over REST."""

from uuid import uuid4

from apps.packages.job_kinds import UNPACK
from tests.job_runs import run_jobs
from tests.resources.upload_requests import send_file


def add_package(author, content, name="package.zip"):
    """Upload a package, unpack it; the answer about it then."""
    sent = send_file(author.client, content, name)
    path = f"/courses/courses/{author.course.pk}/packages/"
    answer = author.client.post(path, {"upload": sent["id"]})
    assert answer.status == 201, answer.json
    assert answer.json["state"] == "waiting"
    run_jobs(UNPACK)
    return author.client.get(f"{path}{answer.json['file']['id']}/").json


def block_of(package, **more):
    return {"id": str(uuid4()), "kind": "interactive", "file": package["file"]["id"], "title": "Play", **more}


def publish_package(author, content, **lesson):
    """Publish a lesson with one block that shows this package; the lesson's id and the block's."""
    block = block_of(add_package(author, content))
    written = author.add_lesson(author.add_module(), "Play", blocks=[block], **lesson)
    author.publish()
    return written["id"], block["id"]


def open_package(client, place):
    lesson, block = place
    return client.post(f"/courses/lessons/{lesson}/packages/{block}/")


def save(client, place, version, cmi=None, **more):
    lesson, block = place
    return client.put(f"/courses/lessons/{lesson}/packages/{block}/", {"version": version, "cmi": cmi or {}, **more})
