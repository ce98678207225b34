"""What teachers see of children: who reads it, and photos and recordings only as long as the guardians allow them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from apps.accounts.models import Consent, ConsentKind, Guardian
from apps.accounts.services.consents import answer_consent
from apps.core.models import StoredFile
from apps.kids.models import Observation
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.kid_requests import add_skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]
TEXT = "Counted the apples for everybody."


@pytest.fixture
def skill(manager):
    area = add_skill(manager, "numbers")
    return add_skill(manager, "counting", parent=area["id"])


def write(author, kid, **values):
    return client_for(author).post(f"/children/{kid.pk}/observations/", {"text": TEXT} | values)


def list_texts(reader, kid, **query):
    answer = client_for(reader).get(f"/children/{kid.pk}/observations/", query)
    assert answer.status == 200, answer.json
    return [row["text"] for row in answer.json["results"]]


def make_photo():
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return SimpleUploadedFile("child.png", out.getvalue(), content_type="image/png")


def make_voice():
    return SimpleUploadedFile("child.ogg", b"OggS" + bytes(60), content_type="audio/ogg")


def put_file(author, kid, row, file):
    """The status and the answer."""
    path = f"/api/v1/children/{kid.pk}/observations/{row['id']}/file/"
    form = encode_multipart(BOUNDARY, {"file": file})
    headers = {"Authorization": f"Bearer {client_for(author).token}", "Accept-Language": "en"}
    answer = Client().put(path, form, content_type=MULTIPART_CONTENT, headers=headers)
    return answer.status_code, answer.json()


def allow(parent, kid, kind, *, given=True):
    answer_consent(person=kid, kind=kind, given=given, version=None, actor=parent)


def test_each_reader_gets_what_is_for_them(kid, parent, teacher, assistant, manager, other_teacher, skill):
    assert write(teacher, kid, skills=[skill["id"]]).json["skills"][0]["code"] == "counting"
    assert write(teacher, kid, text="Sang at the window.", for_family=True).status == 201
    for reader in (teacher, assistant, manager):
        assert list_texts(reader, kid) == ["Sang at the window.", TEXT]
    assert list_texts(teacher, kid, skill=skill["id"]) == [TEXT]
    assert (list_texts(parent, kid), list_texts(kid, kid)) == (["Sang at the window."], [])
    assert client_for(other_teacher).get(f"/children/{kid.pk}/observations/").status == 404
    assert (write(parent, kid).status, write(other_teacher, kid).status) == (403, 404)
    kid.guardians.update(sees_progress=False)
    assert client_for(parent).get(f"/children/{kid.pk}/observations/").status == 404


def test_a_teacher_writes_nothing_about_an_own_child(kid, teacher, assistant):
    write(assistant, kid)
    write(assistant, kid, text="Sang at the window.", for_family=True)
    Guardian.objects.create(parent=teacher, child=kid, kind="mother")
    assert write(teacher, kid).status == 404
    assert list_texts(teacher, kid) == ["Sang at the window."]


def test_only_the_author_changes_and_the_office_may_delete(kid, teacher, assistant, manager, skill):
    row = write(teacher, kid, skills=[skill["id"]]).json
    path = f"/children/{kid.pk}/observations/{row['id']}/"
    for actor in (assistant, manager):
        assert client_for(actor).patch(path, {"text": "Other"}).status == 404
    changed = client_for(teacher).patch(path, {"for_family": True, "skills": []})
    assert (changed.json["text"], changed.json["for_family"], changed.json["skills"]) == (TEXT, True, [])
    assert client_for(assistant).delete(path).status == 404
    assert client_for(manager).delete(path).status == 204
    assert client_for(teacher).delete(path).status == 404
    actions = AuditLog.objects.filter(action__contains="observation").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["kids.write_observation", "kids.change_observation", "kids.remove_observation"]


def test_what_is_too_much_or_no_skill_is_refused(kid, teacher, manager, skill):
    area, more = add_skill(manager, "sounds"), [add_skill(manager, f"area-{number}")["id"] for number in range(6)]
    for values, field in (
        ({"text": "a" * 2001}, "text"),
        ({"text": " "}, "text"),
        ({"skills": more}, "skills"),
        ({"skills": [area["id"]]}, "skills"),
        ({"skills": [skill["id"]] * 2}, "skills"),
        ({"skills": [str(kid.pk)]}, "skills"),
    ):
        write(teacher, kid, **values).check_refused(422, field=field)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(("make", "kind", "name"), [(make_photo, "photo", "photo"), (make_voice, "recording", "voice")])
def test_a_file_needs_the_consent_and_goes_with_it(kid, parent, teacher, make, kind, name):
    row = write(teacher, kid, for_family=True).json
    status, refused = put_file(teacher, kid, row, make())
    assert (status, refused["code"], list(refused["fields"])) == (409, "consent_missing", ["file"])
    assert not StoredFile.objects.exists()
    allow(parent, kid, ConsentKind(kind))
    file = put_file(teacher, kid, row, make())[1]["file"]
    assert (file["kind"], client_for(None).get(file["url"]).status) == (name, 200)
    assert StoredFile.objects.get().owner == kid, "exported and erased with the child"
    path = f"/children/{kid.pk}/observations/"
    assert client_for(parent).get(path).json["results"][0]["file"]["kind"] == name
    allow(parent, kid, ConsentKind(kind), given=False)
    for reader in (parent, teacher):
        assert client_for(reader).get(path).json["results"][0]["file"] is None
    assert run_jobs("kids.remove_recordings") == 1
    assert (client_for(None).get(file["url"]).status, StoredFile.objects.exists()) == (404, False)
    allow(parent, kid, ConsentKind(kind))
    assert client_for(teacher).get(path).json["results"][0]["file"] is None, "what was deleted does not come back"


def test_other_files_stay_when_one_consent_is_withdrawn(kid, parent, teacher):
    for kind in (ConsentKind.PHOTO, ConsentKind.RECORDING):
        allow(parent, kid, kind)
    photo, voice = write(teacher, kid).json, write(teacher, kid).json
    for row, file in ((photo, make_photo()), (voice, make_voice())):
        assert put_file(teacher, kid, row, file)[0] == 200
    allow(parent, kid, ConsentKind.PHOTO, given=False)
    run_jobs("kids.remove_recordings")
    kept = dict(Observation.objects.values_list("pk", "file_kind"))
    assert sorted(kept.values()) == ["", "voice"]
    assert Consent.objects.filter(person=kid).count() == 3


def test_a_file_that_is_neither_is_refused_and_one_replaces_another(kid, parent, teacher, assistant):
    for kind in (ConsentKind.PHOTO, ConsentKind.RECORDING):
        allow(parent, kid, kind)
    row = write(teacher, kid).json
    text = SimpleUploadedFile("a.txt", b"words", content_type="text/plain")
    status, refused = put_file(teacher, kid, row, text)
    assert (status, list(refused["fields"])) == (415, ["file"])
    assert put_file(assistant, kid, row, make_photo())[0] == 404
    kinds = [put_file(teacher, kid, row, make())[1]["file"]["kind"] for make in (make_photo, make_voice)]
    assert kinds == ["photo", "voice"]
    path = f"/children/{kid.pk}/observations/{row['id']}/file/"
    assert [client_for(teacher).delete(path).status for _time in range(2)] == [204, 204]
    assert client_for(teacher).get(f"/children/{kid.pk}/observations/").json["results"][0]["file"] is None
