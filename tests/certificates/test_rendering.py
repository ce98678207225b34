"""Certificates as PDFs: every layout on every page, the same bytes each time, and texts that stay texts."""

import io
import itertools
import re

import pytest
import zxingcpp
from PIL import Image

from apps.certificates.pictures import clean_picture
from apps.certificates.rendering import build_values, draw_qr_code, render_certificate
from apps.certificates.templates import Layout, Orientation, PageSize, Signature, check_template
from apps.certificates.typesetting import DocumentKind
from apps.core.errors import Invalid
from tests.accounts.people.pictures import make_png
from tests.certificates.certificate_data import ADDRESS, build_facts, build_template, change_texts
from tests.payments.office.pdf_text import read_characters

PAGE_SIZES = {PageSize.A4: [595, 842], PageSize.A5: [420, 595]}
"""In points, the shorter side first."""


def render(template=None, facts=None, *, language="uz", **options):
    return render_certificate(
        template or build_template(), facts or build_facts(), language=language, address=ADDRESS, **options
    )


@pytest.fixture(scope="module")
def picture():
    return clean_picture(make_png(), field="logo")


@pytest.mark.parametrize(("layout", "page"), list(itertools.product(Layout, PageSize)))
def test_every_layout_fits_on_every_page(layout, page, picture):
    signatures = (Signature(name={"uz": "Akmal"}, picture=picture),) * 3
    for orientation, language in zip(Orientation, ("uz", "ru"), strict=True):
        template = build_template(layout, page=page, orientation=orientation, logo=picture, signatures=signatures)
        drawing = render(template, language=language, kind=DocumentKind.SVG).decode()
        sides = [round(float(side)) for side in re.findall(r'viewBox="0 0 (\S+) (\S+)"', drawing)[0]]
        assert sorted(sides) == PAGE_SIZES[page]
        assert (sides[0] > sides[1]) == (orientation == Orientation.LANDSCAPE)
        assert drawing.count("<image") >= 4


def test_equal_certificates_have_equal_bytes():
    document = render()
    assert document.startswith(b"%PDF-")
    assert render() == document
    assert render(facts=build_facts(number="2026-000124")) != document
    assert not any(word in document for word in (b"CreationDate", b"ModDate", b"CreateDate"))


@pytest.mark.parametrize(("layout", "page"), list(itertools.product(Layout, PageSize)))
def test_a_phone_reads_the_address_of_the_public_page(layout, page):
    picture = render(build_template(layout, page=page), kind=DocumentKind.PNG)
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert code.text == ADDRESS


def test_a_certificate_links_to_its_public_page():
    assert ADDRESS.encode() in render()
    assert draw_qr_code(ADDRESS).startswith(b"<?xml")
    assert draw_qr_code(ADDRESS) == draw_qr_code(ADDRESS) != draw_qr_code(f"{ADDRESS}x")


@pytest.mark.parametrize(
    ("language", "words"),
    [("uz", "SERTIFIKAT №muvaffaqiyatli"), ("ru", "СЕРТИФИКАТ №успешнокурс«»"), ("en", "CERTIFICATE")],
)
def test_every_letter_has_a_glyph(language, words):
    facts = build_facts(name="Ғайратова Ўғилой Ҳамид қизи", course="Oʻzbek tili, maʼno", centre="العربية 中")
    drawn = read_characters(render(facts=facts, language=language))
    assert set(words) - {" "} <= drawn
    assert set("ҒЎҲқʻʼالعربية") <= drawn


@pytest.mark.parametrize("words", ['"); #panic("x', '#read("/etc/passwd")', "*bold* $x^2$ <label> @ref \\ // [x]"])
def test_texts_are_never_source(words):
    assert set(words) - {" "} <= read_characters(render(facts=build_facts(name=words)))
    template = build_template(texts=change_texts(lead={"uz": words}))
    check_template(template)
    assert set(words) - {" "} <= read_characters(render(template))


def test_a_long_name_is_printed_whole():
    name = "Abdurahmonova Muhayyoxon Abdumannopovna Oʻktamjon qizi"
    for layout in Layout:
        template = build_template(layout, page=PageSize.A5, orientation=Orientation.PORTRAIT)
        document = render(template, build_facts(name=name))
        assert set(name) - {" "} <= read_characters(document), layout


def test_texts_that_do_not_fit_are_refused():
    texts = change_texts(lead={"uz": "word " * 80}, statement={"uz": "word " * 80}, details={"uz": "x\n" * 7})
    template = build_template(page=PageSize.A5, orientation=Orientation.LANDSCAPE, texts=texts)
    check_template(template)
    with pytest.raises(Invalid) as refused:
        render(template)
    assert list(refused.value.fields) == ["texts"]


def test_a_preview_is_a_picture():
    assert render(kind=DocumentKind.PNG).startswith(b"\x89PNG\r\n")
    assert render(kind=DocumentKind.SVG).startswith(b"<svg ")


def test_values_are_in_the_language_and_fall_back():
    values = build_values(build_template(), build_facts(level=""), language="ru", address=ADDRESS)
    assert values["texts"]["details"] == ["Объём: 72 академических часов"]
    assert [person["name"] for person in values["signatures"]] == ["Акмал Қодиров", "Oʻgʻiloy Sattorova"]
    assert values["signatures"][0]["position"] == ["Direktor", "PhD"]
