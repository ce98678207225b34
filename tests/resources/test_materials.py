"""Materials of lessons and courses, and the library that they come from."""

from datetime import datetime

import pytest

from apps.accounts.models import OwnRole, User
from apps.resources.models import LessonResource, MediaFile
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.query_counts import check_list_cost
from tests.resources.sample_files import PDF, office, picture
from tests.resources.upload_requests import send_form, upload_material


@pytest.fixture(autouse=True)
def _in_a_folder(folder_store):
    """Where the files are does not matter here."""


def test_lists_show_what_is_ones_own_in_the_teachers_order(
    client, other_teacher, pupil, other_pupil, stranger, lesson, other_lesson
):
    first, second = (upload_material(client, lesson, PDF, title=title) for title in ("Words", "Grammar"))
    photo = upload_material(client_for(other_teacher), other_lesson, picture(), title="Photo")
    assert [row["title"] for row in client_for(pupil).get("/resources/").json["results"]] == ["Words", "Grammar"]
    assert client.patch(f"/resources/{first['id']}/", {"position": 7}).json["position"] == 7
    assert [row["id"] for row in client.get("/resources/").json["results"]] == [second["id"], first["id"]]
    assert [row["id"] for row in client_for(other_pupil).get("/resources/").json["results"]] == [photo["id"]]
    assert client_for(stranger).get("/resources/").json["count"] == 0
    assert client.get("/resources/", {"lesson": str(other_lesson.pk)}).json["count"] == 0
    assert client.get("/resources/", {"lesson": str(lesson.pk), "kind": "document"}).json["count"] == 2
    assert client.get("/resources/", {"kind": "video"}).json["count"] == 0
    [use] = client.get("/resources/", {"media": first["media"]}).json["results"]
    assert (use["id"], use["group_name"], use["course_title"]) == (first["id"], lesson.group.name, None)
    assert (use["lesson_topic"], datetime.fromisoformat(use["lesson_starts_at"])) == (lesson.topic, lesson.starts_at)
    assert client.get("/resources/", {"kind": "game"}).status == 422


def test_a_link_is_a_material_of_lessons_and_of_the_library(client, teacher, pupil, lesson, other_pupil):
    body = {"url": "https://example.org/grammar?unit=3", "lesson": str(lesson.pk)}
    added = client.post("/resources/", body)
    assert (added.status, added.json["kind"], added.json["title"]) == (201, "link", "example.org")
    path = f"/resources/{added.json['id']}/"
    seen = client_for(pupil).get("/resources/", {"kind": "link"}).json["results"]
    assert [(row["url"], row["size"], row["content_type"]) for row in seen] == [(body["url"], 0, "")]
    opened = client_for(pupil).get(f"{path}download/")
    assert (opened.status, opened.json["url"]) == (200, body["url"])
    assert client.get(f"{path}usage/").json["count"] == 1
    assert client_for(other_pupil).get(path).status == 404
    [entry] = client.get("/resources/library/", {"kind": "link"}).json["results"]
    assert (entry["url"], entry["uses"], entry["course_title"]) == (body["url"], 1, None)
    again = client.post("/resources/", {"media": entry["id"], "lesson": str(lesson.pk), "title": "Unit 3"})
    assert (again.json["title"], again.json["url"]) == ("Unit 3", body["url"])
    assert client.put(f"{path}file/", {"url": "https://example.org/4"}).json["url"] == "https://example.org/4"
    for wrong, field in (
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "/etc/passwd"}, "url"),
        ({"url": ""}, "upload"),
        ({"media": entry["id"]}, "upload"),
    ):
        assert client.post("/resources/", body | wrong).refused_fields == (422, [field])


def test_a_teacher_renames_and_takes_away_what_lies_on_her_lessons(teacher, other_teacher, pupil, lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    address = f"/resources/{added['id']}/"
    assert client_for(other_teacher).patch(address, {"title": "Mine"}).status == 404
    assert client_for(pupil).patch(address, {"title": "Mine"}).status == 403
    changed = client_for(teacher).patch(address, {"title": "Unit 4"})
    assert (changed.status, changed.json["title"], changed.json["position"]) == (200, "Unit 4", 0)
    assert client_for(teacher).patch(address, {"title": ""}).status == 422
    assert client_for(teacher).delete(address).status == 204
    assert client_for(teacher).get(address).status == client_for(pupil).get(address).status == 404
    assert client_for(teacher).delete(address).status == 404
    assert AuditLog.objects.filter(action="resources.archive").count() == 1
    assert MediaFile.objects.filter(archived_at=None).count() == 1


@pytest.mark.parametrize("asked", ["ogiloy", "O'g'iloy", "Oʻgʻiloy", "Ўғилой"])
def test_the_library_finds_every_spelling(asked, teacher, lesson):
    upload_material(client_for(teacher), lesson, PDF, title="Oʻgʻiloy va olma")
    upload_material(client_for(teacher), lesson, picture(), title="Other")
    rows = client_for(teacher).get("/resources/library/", {"search": asked}).json["results"]
    assert [row["title"] for row in rows] == ["Oʻgʻiloy va olma"]


def test_a_file_of_the_library_is_used_again_without_being_sent(
    teacher, other_teacher, pupil, other_pupil, lesson, other_lesson, folder_store
):
    added = upload_material(client_for(teacher), lesson, office("pptx"), title="Colours")
    client = client_for(other_teacher)
    again = client.post("/resources/", {"media": added["media"], "lesson": str(other_lesson.pk)})
    assert (again.status, again.json["title"], again.json["media"]) == (201, "Colours", added["media"])
    assert len(folder_store.paths()) == 1
    [entry] = client.get("/resources/library/", {"kind": "slides"}).json["results"]
    assert (entry["uses"], entry["archived"]) == (2, False)
    assert client_for(other_pupil).get(f"/resources/{again.json['id']}/download/").status == 200
    assert client_for(pupil).get("/resources/library/").status == 403
    assert client.post("/resources/", {"media": added["media"], "lesson": str(lesson.pk)}).status == 404


def test_the_library_is_closed_to_who_may_not_use_it(teacher, other_teacher, lesson, other_lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    writes = OwnRole.objects.create(name={"en": "Helper"}, permissions=["resources.read", "resources.write"])
    User.objects.filter(pk=other_teacher.pk).update(own_role=writes)
    place = {"media": added["media"], "lesson": str(other_lesson.pk)}
    assert client_for(User.objects.get(pk=other_teacher.pk)).post("/resources/", place).status == 404


def test_library_files_are_changed_by_their_sender_or_the_office(teacher, other_teacher, manager, lesson, other_lesson):
    added = upload_material(client_for(teacher), lesson, PDF, title="Old")
    address = f"/resources/library/{added['media']}/"
    assert client_for(other_teacher).patch(address, {"title": "New"}).status == 404
    assert client_for(teacher).patch(address, {"title": "Yangi"}).json["title"] == "Yangi"
    assert client_for(manager).patch(address, {"archived": True}).json["archived"] is True
    library = client_for(other_teacher)
    assert library.get("/resources/library/").json["count"] == 0
    assert library.get("/resources/library/", {"archived": True}).json["count"] == 1
    taken = {"media": added["media"], "lesson": str(other_lesson.pk)}
    assert library.post("/resources/", taken).status == 404
    assert client_for(teacher).get(f"/resources/{added['id']}/").status == 200
    assert client_for(teacher).patch(address, {"archived": False}).json["archived"] is False
    assert library.post("/resources/", taken).status == 201
    assert library.get("/resources/library/", {"mine": True}).json["count"] == 0
    assert library.get("/resources/library/", {"search": "yangi"}).json["count"] == 1


@pytest.mark.parametrize("address", ["/resources/", "/resources/library/"])
def test_a_list_of_20_costs_as_many_queries_as_one_of_2(address, teacher, lesson, client):
    added = upload_material(client, lesson, PDF)

    def add(number: int) -> None:
        if address == "/resources/":
            LessonResource.objects.create(lesson=lesson, media_id=added["media"], title=str(number), added_by=teacher)
        else:
            send_form(client, PDF, lesson=str(lesson.pk))

    client.get(address)
    check_list_cost(client, address, add, present=1)
