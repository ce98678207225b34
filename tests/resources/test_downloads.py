"""Files go out by a link of five minutes, after the question who may; who loaded what is counted."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import requests
import time_machine
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.resources.models import Download
from tests import factories
from tests.factories import ApiClient, client_for
from tests.resources.sample_files import PDF, office
from tests.resources.upload_requests import send_file, upload_material


@pytest.fixture
def resource(store, teacher, lesson):
    return upload_material(client_for(teacher), lesson, PDF, title="Oʻqish kitobi “1”; ўқиш")


def load(url: str, **headers: str) -> factories.ApiResponse:
    """The file behind a link, as nobody in particular."""
    if url.startswith("/"):
        return ApiClient().get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = requests.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()}, timeout=60)
    return factories.ApiResponse(
        answer.status_code, None, {k.lower(): v for k, v in answer.headers.items()}, answer.content
    )


def test_the_file_is_loaded_whole_and_saved_under_its_title(store, resource, pupil):
    link = client_for(pupil).get(f"/resources/{resource['id']}/download/")
    assert (link.status, link.json["expires_in"]) == (200, 300)
    answer = load(link.json["url"])
    assert (answer.status, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == "Oʻqish kitobi “1”; ўқиш.pdf"
    assert "no-store" in answer.headers["cache-control"]


def test_a_part_of_it_is_loaded(store, resource, pupil):
    url = client_for(pupil).get(f"/resources/{resource['id']}/download/").json["url"]
    part = load(url, Range="bytes=5-9")
    assert (part.status, part.content) == (206, PDF[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(PDF)}"
    assert load(url, Range="bytes=-4").content == PDF[-4:]
    assert load(url, Range=f"bytes={len(PDF)}-").status == 416


def test_our_own_links_are_never_shown_or_run_and_end(folder_store, teacher, lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    url = client_for(teacher).get(f"/resources/{added['id']}/download/").json["url"]
    answer = load(url)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert ApiClient().request("HEAD", url).status == 200
    assert ApiClient().post(url).status == 405
    for forged in (url[:-2] + "x/", "/api/v1/files/x/", url.replace("/files/", "/uploads/")):
        assert load(forged).status == 404
    with time_machine.travel(timezone.now() + timedelta(seconds=301), tick=False):
        assert load(url).status == 404
    folder_store.folder.joinpath(folder_store.paths()[0]).unlink()
    assert load(url).status == 404


def test_links_of_the_bucket_end_after_five_minutes(s3_store, teacher, lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    asked = parse_qs(urlsplit(client_for(teacher).get(f"/resources/{added['id']}/download/").json["url"]).query)
    assert asked["X-Amz-Expires"] == ["300"]
    assert asked["response-content-type"] == ["application/pdf"]


def test_lesson_files_are_open_to_who_sees_the_lesson(
    folder_store, teacher, assistant, manager, pupil, parent, other_pupil, other_teacher, stranger, lesson
):
    added = upload_material(client_for(teacher), lesson, PDF)
    address = f"/resources/{added['id']}/download/"
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    for person in (teacher, assistant, manager, pupil, parent):
        assert client_for(person).get(address).status == 200, person
    for person in (other_pupil, other_teacher, stranger):
        assert client_for(person).get(address).status == 404, person
    assert ApiClient().get(address).status == 401
    Guardian.objects.update(sees_progress=False)
    assert client_for(parent).get(address).status == 404
    assert Download.objects.count() == 5


def test_files_of_a_course_are_for_who_learns_and_who_teaches_it(
    folder_store, client, pupil, other_pupil, stranger, course, group, other_group
):
    added = client.post("/resources/", {"upload": send_file(client)["id"], "course": str(course.pk)})
    assert (added.status, added.json["course"], added.json["lesson"]) == (201, str(course.pk), None)
    address = f"/resources/{added.json['id']}/download/"
    assert client_for(pupil).get(address).status == client_for(other_pupil).get(address).status == 200
    assert client_for(stranger).get(address).status == 404


def test_teachers_see_who_loaded_a_file_and_when(folder_store, teacher, other_teacher, pupil, lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    for _ in range(2):
        client_for(pupil).get(f"/resources/{added['id']}/download/")
    usage = client_for(teacher).get(f"/resources/{added['id']}/usage/")
    assert usage.json["count"] == 2
    assert {row["user"]["id"] for row in usage.json["results"]} == {str(pupil.pk)}
    assert client_for(pupil).get(f"/resources/{added['id']}/usage/").status == 403
    assert client_for(other_teacher).get(f"/resources/{added['id']}/usage/").status == 404


def test_views_are_counted_once_in_ten_minutes_and_stand_in_the_activity(
    folder_store, teacher, pupil, manager, admin, lesson
):
    added = upload_material(client_for(teacher), lesson, PDF)
    path, usage = f"/resources/{added['id']}/", f"/resources/{added['id']}/usage/"
    now = timezone.now()
    for minutes in (0, 9, 11):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            assert client_for(pupil).get(path).status == 200
    opened = client_for(admin).post(f"/auth/users/{pupil.pk}/view-as/").json["access"]
    for address in (path, f"{path}download/"):
        assert ApiClient(token=opened).get(address).status == 200
    counts = [client_for(teacher).get(usage, query).json["count"] for query in ({"use": "view"}, {})]
    assert counts == [2, 0]
    assert client_for(teacher).get(usage, {"use": "view", "user": str(teacher.pk)}).json["count"] == 0
    views = client_for(manager).get(f"/auth/users/{pupil.pk}/activity/", {"action": "material.viewed"}).json["results"]
    assert [row["object_id"] for row in views] == [added["id"]] * 2


@pytest.mark.parametrize("name", ["../../etc/passwd.docx", "a\u202egpj.docx", 'x"; filename="evil.exe', "Дарс 1.docx"])
def test_file_names_are_sanitized(name, folder_store, teacher, lesson):
    content = office()
    added = upload_material(client_for(teacher), lesson, content, name)
    assert "/" not in added["title"]
    assert added["title"].isprintable()
    answer = load(client_for(teacher).get(f"/resources/{added['id']}/download/").json["url"])
    assert answer.content == content
    assert answer.headers["content-disposition"].startswith("attachment; filename")
    assert "\n" not in answer.headers["content-disposition"]


def test_custom_title_is_safe_in_the_file_name(folder_store, client, lesson):
    added = upload_material(client, lesson, office(), "words.docx", title="../A/B\u202egpj")
    answer = load(client.get(f"/resources/{added['id']}/download/").json["url"])
    assert answer.headers["content-disposition"] == 'attachment; filename=".. A B gpj.docx"'
