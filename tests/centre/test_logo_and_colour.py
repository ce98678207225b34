"""The centre's logo and colour: set by administrators, read by everybody before they sign in."""

import io
from hashlib import sha256

import pytest
from django.utils import timezone
from PIL import Image

from apps.accounts.models import User
from apps.core.files.removal import remove_unused_files
from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.settings.models import AuditLog
from tests import factories
from tests.accounts.people import pictures
from tests.centre.logos import PATH, put_logo
from tests.factories import client_for

pytestmark = pytest.mark.django_db
PUBLIC = "/settings/public/"
SHADES = "/settings/colour-shades/"


def test_logo_is_encoded_anew_and_public(admin, nobody):
    sent = put_logo(admin, pictures.make_png())
    assert sent.status == 200, sent.json
    address = nobody.get(PUBLIC).json["logo"]
    assert sent.json == {"logo": address}
    loaded = nobody.get(address)
    assert (loaded.status, loaded.content[8:12]) == (200, b"WEBP")
    assert address == f"/api/v1/settings/logos/{sha256(loaded.content).hexdigest()}/"
    assert loaded.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert not {"ratelimit", "set-cookie", "content-language"} & set(loaded.headers), "nothing of one client"
    assert pictures.SECRET.encode() not in loaded.content
    assert max(Image.open(io.BytesIO(loaded.content)).size) <= 512
    entry = AuditLog.objects.get(action="settings.set_logo")
    assert (entry.actor, entry.fields) == (admin, ["logo"])


def test_logo_is_replaced_and_removed(admin, nobody):
    first = put_logo(admin, pictures.make_png()).json["logo"]
    second = put_logo(admin, pictures.make_jpeg(), "logo.jpg").json["logo"]
    assert (nobody.get(first).status, nobody.get(second).status) == (404, 200)
    assert client_for(admin).delete(PATH).status == 204
    assert client_for(admin).delete(PATH).status == 204, "a second time changes nothing"
    assert nobody.get(PUBLIC).json["logo"] is None
    assert nobody.get(second).status == 404
    assert AuditLog.objects.filter(action="settings.set_logo").count() == 3


def test_clean_up_keeps_the_logo_in_use(admin, nobody):
    put_logo(admin, pictures.make_png())
    address = put_logo(admin, pictures.make_jpeg()).json["logo"]
    assert (remove_unused_files(before=timezone.now()), StoredFile.objects.count()) == (1, 1)
    assert nobody.get(address).status == 200


def test_settings_can_change_beside_a_logo(admin):
    put_logo(admin, pictures.make_png())
    answer = client_for(admin).put("/settings/system/", {"centre_name": "Ilm", "version": 1})
    assert (answer.status, answer.json["version"]) == (200, 2)


@pytest.mark.parametrize(
    ("made", "name", "status", "words"),
    [
        (pictures.make_pixel_bomb, "logo.png", 422, "25 million"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "logo.svg", 415, "JPEG, PNG"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png", 415, "JPEG, PNG"),
        (pictures.make_archive_bytes, "logo.png", 415, "JPEG, PNG"),
        (lambda: pictures.make_png()[:60], "logo.png", 422, "cannot be read"),
        (lambda: b"", "logo.png", 422, "empty"),
    ],
    ids=["bomb", "svg", "svg as png", "zip", "short png", "empty"],
)
def test_invalid_logo_is_refused(made, name, status, words, admin, nobody):
    answer = put_logo(admin, made(), name)
    assert answer.refused_fields == (status, ["file"]), answer.json
    assert words in answer.json["fields"]["file"][0]
    assert (nobody.get(PUBLIC).json["logo"], StoredFile.objects.count()) == (None, 0)


def test_missing_form_missing_file_and_large_logo_are_refused(admin):
    assert client_for(admin).put(PATH, {"file": "x"}).status == 415
    assert put_logo(admin, pictures.make_png(), field="other").json["fields"] == {"file": ["This field is required."]}
    assert put_logo(admin, pictures.make_png() + b"\0" * 10 * 1024 * 1024).refusal == (413, "too_large")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.TEACHER, Role.PARENT, Role.STUDENT])
def test_only_administrators_of_all_branches_change_the_logo(role, admin):
    other = factories.make_user(role, "Olim")
    assert put_logo(other, pictures.make_png()).status == 403
    assert client_for(other).delete(PATH).status == 403
    User.objects.filter(pk=admin.pk).update(all_branches=False)
    assert put_logo(admin, pictures.make_png()).status == 403
    assert client_for(admin).delete(PATH).status == 403


@pytest.mark.parametrize("link", ["%00", "0" * 64, "0" * 5000, "x"])
def test_no_other_address_has_a_logo(link, admin, nobody):
    put_logo(admin, pictures.make_png())
    assert nobody.get(f"/settings/logos/{link}/").status == 404


def test_colour_is_public_with_its_shades(admin, nobody):
    assert (nobody.get(PUBLIC).json["centre_colour"], nobody.get(PUBLIC).json["colours"]) == ("", None)
    client = client_for(admin)
    assert client.put("/settings/system/", {"centre_colour": "#FFCC00"}).status == 200
    shown = nobody.get(PUBLIC).json
    assert shown["centre_colour"] == "#FFCC00"
    assert shown["colours"] == client.get(SHADES, {"colour": "#FFCC00"}).json
    assert shown["colours"]["dark"]["accent"] == "#ffcc00", "it can be read on dark grounds as it is"
    assert shown["colours"]["light"]["accent"] != "#ffcc00"
    assert client.put("/settings/system/", {"centre_colour": ""}).status == 200
    assert nobody.get(PUBLIC).json["colours"] is None


@pytest.mark.parametrize(
    ("colour", "words"), [("#12345g", "six digits"), ("1234567", "six digits"), ("#fffff0", "too light")]
)
def test_impossible_colour_is_refused_in_words(colour, words, admin):
    for answer, field in (
        (client_for(admin).put("/settings/system/", {"centre_colour": colour}), "centre_colour"),
        (client_for(admin).get(SHADES, {"colour": colour}), "colour"),
    ):
        assert (answer.refusal, answer.refused_fields) == ((422, "invalid"), (422, [field]))
        assert words in answer.json["fields"][field][0]
