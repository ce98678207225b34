"""A picture of oneself: read in a process that is thrown away, made small, stripped of everything but pixels."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from PIL import Image

from apps.accounts import image_subprocess, images
from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.errors import Invalid, Unavailable
from apps.core.models import StoredFile
from tests import factories
from tests.accounts.people import pictures

PATH = "/api/v1/auth/users/me/avatar/"


def put(user: User, data: bytes, name: str = "me.png", *, field: str = "file") -> factories.ApiResponse:
    headers = {"Authorization": f"Bearer {factories.client_for(user).token}", "Accept-Language": "en"}
    form = encode_multipart(BOUNDARY, {field: pictures.build_upload(data, name)})
    return factories._to_api_response(Client().put(PATH, form, content_type=MULTIPART_CONTENT, headers=headers))


def opened(answer: factories.ApiResponse) -> Image.Image:
    got = factories.client_for(None).get(answer.json["avatar"])
    assert (got.status, got.headers["content-type"]) == (200, "image/webp")
    assert pictures.SECRET.encode() not in got.content
    return Image.open(io.BytesIO(got.content))


def test_photo_becomes_small_upright_and_without_metadata(pupil):
    image = opened(put(pupil, pictures.make_jpeg(orientation=6), "me.jpg"))
    assert (image.format, image.size) == ("WEBP", (384, 512))
    assert dict(image.getexif()) == {}
    assert not {"icc_profile", "exif", "xmp", "comment"} & set(image.info)
    left, right = image.convert("RGB").getpixel((20, 256)), image.convert("RGB").getpixel((360, 256))
    assert left[2] > 200 > left[0]
    assert right[0] > 200 > right[2]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "JPEG"])
def test_four_formats_are_accepted(kind, pupil):
    data = pictures.save_image(Image.new("RGB", (40, 30), "red"), kind)
    assert opened(put(pupil, data)).size == (40, 30)


@pytest.mark.slow  # 5 s
def test_largest_allowed_images_fit_into_memory(monkeypatch):
    monkeypatch.setattr(images, "_READER", replace(images._READER, timeout_seconds=120))  # only memory is tried here
    for mode in ("RGBA", "P", "L"):
        image = Image.new(mode, (5000, 5000), 0)
        assert images.make_small_webp(pictures.save_image(image, "PNG", compress_level=1)).startswith(b"RIFF"), mode


def test_transparency_is_kept_and_text_removed(pupil):
    image = opened(put(pupil, pictures.make_png()))
    assert image.convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("made", "name", "status", "words"),
    [
        (pictures.make_pixel_bomb, "me.png", 422, "25 million"),
        (pictures.make_archive_bytes, "me.png", 415, "JPEG, PNG"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "me.svg", 415, "JPEG, PNG"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.png", 415, "JPEG, PNG"),
        (lambda: pictures.make_jpeg()[:-4000], "me.jpg", 422, "cannot be read"),
        (lambda: pictures.make_png()[:60], "me.png", 422, "cannot be read"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "me.png", 422, "cannot be read"),
        (lambda: b"GIF89a", "me.gif", 422, "cannot be read"),
        (lambda: b"", "me.png", 422, "empty"),
    ],
    ids=["bomb", "zip", "svg", "svg as png", "short jpeg", "short png", "no png", "no gif", "empty"],
)
def test_invalid_image_is_refused(made, name, status, words, pupil):
    data = made()
    assert len(data) < 200_000
    answer = put(pupil, data, name)
    assert answer.refused_fields == (status, ["file"]), answer.json
    assert words in answer.json["fields"]["file"][0]
    pupil.refresh_from_db()
    assert (pupil.avatar, StoredFile.objects.count()) == (None, 0)


def test_missing_form_missing_file_and_large_files_are_refused(pupil):
    client = factories.client_for(pupil)
    assert client.put(PATH, {"file": "x"}).status == 415
    assert put(pupil, pictures.make_png(), field="other").json["fields"] == {"file": ["This field is required."]}
    assert put(pupil, pictures.make_png() + b"\0" * 10 * 1024 * 1024).status == 413
    assert factories.client_for(None).put(PATH, {"file": "x"}).status == 401


@pytest.mark.slow  # 4 s
def test_pixel_limits_apply_to_small_files(monkeypatch, tmp_path):
    """The control: with the counted limit off, memory stops the same bomb."""
    child = tmp_path / "child.py"
    source = images._READER.script.read_text(encoding="utf-8")
    child.write_text(source.replace("25_000_000", "10**12").replace("512 * 1024 * 1024", "150 * 1024 * 1024"))
    monkeypatch.setattr(images, "_READER", replace(images._READER, script=child))
    with pytest.raises(Invalid) as refused:
        images.make_small_webp(pictures.make_pixel_bomb())
    assert list(refused.value.fields) == ["file"]
    child.write_text(source.replace("25_000_000", "10**12"))
    assert images.make_small_webp(pictures.make_pixel_bomb()).startswith(b"RIFF")


def test_failing_subprocess_is_a_503(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text("import no_such_module")
    monkeypatch.setattr(images, "_READER", replace(images._READER, script=child))
    with pytest.raises(Unavailable):
        images.make_small_webp(pictures.make_png())
    child.write_text("while True: pass")
    monkeypatch.setattr(images, "_READER", replace(images._READER, timeout_seconds=0.2))
    with pytest.raises(Invalid):
        images.make_small_webp(pictures.make_png())


def test_exit_statuses_of_the_subprocess_have_messages():
    known = {image_subprocess.UNREADABLE, image_subprocess.TOO_MANY_PIXELS, image_subprocess.TOO_MUCH_MEMORY}
    assert set(images.ERROR_MESSAGES) == known


def test_avatar_is_replaced_and_removed(pupil):
    first = put(pupil, pictures.make_png()).json["avatar"]
    second = put(pupil, pictures.make_jpeg()).json["avatar"]
    nobody = factories.client_for(None)
    assert (nobody.get(first).status, nobody.get(second).status) == (404, 200)
    client = factories.client_for(pupil)
    assert client.get("/auth/users/me/").json["avatar"] is not None
    assert client.delete(PATH).status == 204
    assert client.get("/auth/users/me/").json["avatar"] is None
    assert nobody.get(second).status == 404


def test_avatar_link_cannot_be_forged_and_expires(pupil):
    address = put(pupil, pictures.make_png()).json["avatar"]
    nobody, stored = factories.client_for(None), StoredFile.objects.get()
    assert default_storage.exists(stored.path)
    for made_up in (stored.pk.hex, str(stored.pk), address.split("/")[-2][:-1] + "x", "x.y.z"):
        assert nobody.get(f"/auth/avatars/{made_up}/").status == 404, made_up
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert nobody.get(address).status == 404
    assert nobody.get(address).status == 200


def test_child_needs_consent_for_an_avatar(pupil, parent):
    ChildProfile.objects.create(user=pupil, birth_date="2017-01-01", code="1")
    assert put(pupil, pictures.make_png()).refusal == (409, "consent_missing")
    pupil.consents.create(kind="photo", given=True, text_version="1", given_by=parent)
    assert put(pupil, pictures.make_png()).status == 200


def test_withdrawn_consent_removes_the_childs_avatar(pupil, parent):
    ChildProfile.objects.create(user=pupil, birth_date="2017-01-01", code="1")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    pupil.consents.create(kind="photo", given=True, text_version="1", given_by=parent)
    address = put(pupil, pictures.make_png()).json["avatar"]
    path = f"/auth/children/{pupil.pk}/consents/"
    assert factories.client_for(parent).put(f"{path}recording/", {"given": False}).status == 200
    assert factories.client_for(None).get(address).status == 200
    assert factories.client_for(parent).put(f"{path}photo/", {"given": False}).status == 200
    assert factories.client_for(None).get(address).status == 404
    pupil.refresh_from_db()
    assert pupil.avatar is None
