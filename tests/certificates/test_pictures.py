"""Logos and signatures: small clean WebPs, and pictures that are refused."""

import io

import pytest
from django.utils.translation import override
from PIL import Image

from apps.certificates.pictures import MAX_MEGABYTES, MAX_SIDE, clean_picture
from apps.core.errors import Invalid
from tests.accounts.people.pictures import SECRET, make_archive_bytes, make_jpeg, make_pixel_bomb, make_png, save_image


def open_picture(data):
    return Image.open(io.BytesIO(data), formats=["WEBP"])


def refuse(data, field="logo"):
    with pytest.raises(Invalid) as refused:
        clean_picture(data, field=field)
    (path,) = refused.value.fields
    assert path == field
    return str(refused.value.fields[field][0])


def test_a_picture_becomes_a_small_clean_webp():
    large = save_image(Image.effect_noise((1500, 500), 90), "PNG")
    assert open_picture(clean_picture(large, field="logo")).size == (MAX_SIDE, round(MAX_SIDE / 3))
    photo = clean_picture(make_jpeg(orientation=6), field="logo")
    assert open_picture(photo).size == (600, 800)
    assert SECRET.encode() not in photo


def test_what_is_transparent_stays_transparent():
    picture = open_picture(clean_picture(make_png(), field="logo"))
    assert picture.convert("RGBA").getpixel((5, 5))[3] == 0


def test_forty_megapixels_are_refused_before_they_are_decoded():
    bomb = make_pixel_bomb()
    cut = bomb[: len(bomb) // 2]
    with override("en"):
        assert refuse(bomb) == refuse(cut) == "This image has too many pixels: at most 25 million."


@pytest.mark.parametrize("data", [b"", b"GIF89a", make_archive_bytes(), make_png()[:40], b"<svg></svg>"])
def test_what_is_no_picture_is_refused_by_field(data):
    refuse(data, "signatures.1.picture")


def test_a_picture_of_many_megabytes_is_refused():
    with override("en"):
        assert refuse(make_png() + b"\0" * MAX_MEGABYTES * 1024 * 1024) == "A picture has at most 5 MB."
