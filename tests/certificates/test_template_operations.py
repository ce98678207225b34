"""Templates over REST: versions, previews, pictures, and what is refused by field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.certificates.models import Certificate
from tests.accounts.people.pictures import make_png, save_image
from tests.certificates.certificate_requests import CONTENT, award, make_template, post_award
from tests.factories import client_for

pytestmark = pytest.mark.django_db


def put(office, template, version=1, name="Course certificate", **content):
    body = {"version": version, "name": name, "content": CONTENT | content}
    return client_for(office).put(f"/certificates/templates/{template['id']}/", body)


def upload(office, image, name="logo.png"):
    return client_for(office).post("/certificates/pictures/", files={"file": SimpleUploadedFile(name, image)})


def test_certificates_keep_the_version_they_were_made_by(group, manager, admin, pupil, second_pupil):
    template = make_template(manager)
    award(manager, pupil, group.course, template)
    changed = put(admin, template, colour="#7A1F1F").json
    assert (changed["version"], changed["content"]["colour"]) == (2, "#7A1F1F")
    put(manager, template, colour="#000000").check_refused(409, "draft_changed")
    renamed = put(manager, template, version=2, name="Course", colour="#7A1F1F").json
    assert (renamed["name"], renamed["version"]) == ("Course", 2)
    award(manager, second_pupil, group.course, template)
    versions = Certificate.objects.order_by("number").values_list("version__number", flat=True)
    assert list(versions) == [1, 2]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"texts": {"heading": {"uz": "SERTIFIKAT"}}}, "content.texts"),
        ({"texts": {"recipient": {"uz": "{name} {nme}"}}}, "content.texts.recipient.uz"),
        ({"layout": "#read"}, "content.layout"),
        ({"colour": "#FFFF00"}, "content.colour"),
        ({"logo": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f99"}, "content.logo"),
        ({"signatures": [{"name": {"uz": ""}}]}, "content.signatures.0.name"),
    ],
)
def test_bad_templates_are_refused_by_field(manager, content, field):
    body = {"name": "Bad", "content": CONTENT | content}
    client_for(manager).post("/certificates/templates/", body).check_refused(422, "invalid", field=field)
    preview = {"language": "uz", "content": CONTENT | content}
    client_for(manager).post("/certificates/templates/preview/", preview).check_refused(422, "invalid", field=field)


def test_a_preview_is_a_picture_with_the_uploaded_logo(manager, teacher):
    picture = upload(manager, make_png()).json["id"]
    body = {"language": "ru", "content": CONTENT | {"logo": picture, "signatures": [{"name": {"uz": "Akmal"}}]}}
    shown = client_for(manager).post("/certificates/templates/preview/", body)
    assert (shown.status, shown.content[:8]) == (200, b"\x89PNG\r\n\x1a\n")
    client_for(teacher).post("/certificates/templates/preview/", body).check_refused(403)
    long = {"uz": "\n".join(["W" * 49] * 8)}
    texts = {"recipient": {"uz": "{name}"}, "statement": long, "details": long, "lead": long}
    body["content"] = CONTENT | {"page": "a5", "texts": texts}
    client_for(manager).post("/certificates/templates/preview/", body).check_refused(422, field="content.texts")


def test_what_is_no_picture_and_forty_megapixels_are_refused(manager):
    upload(manager, b"<svg/>").check_refused(415)
    upload(manager, save_image(Image.new("RGB", (8000, 5000)), "PNG")).check_refused(422, field="file")


def test_starters_can_be_used_as_they_are(group, manager, pupil):
    starters = client_for(manager).get("/certificates/templates/starters/").json
    assert [starter["content"]["layout"] for starter in starters] == ["classic", "modern", "plain"]
    for starter in starters:
        template = make_template(manager, name=starter["content"]["layout"], **starter["content"])
        assert post_award(manager, pupil, group.course, template).status == 201
    assert Certificate.objects.filter(student=pupil).count() == 3
