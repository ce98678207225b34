"""What a template is refused for, with the path of each field."""

import pytest
from django.utils.translation import override

from apps.certificates.templates import Layout, Orientation, PageSize, Signature, check_template
from apps.certificates.usual_templates import USUAL_TEMPLATES
from apps.core.errors import ErrorCode, Invalid
from tests.certificates.certificate_data import build_template, change_texts

PERSON = Signature(name={"uz": "Akmal Qodirov"})


def refuse(**changes):
    with pytest.raises(Invalid) as refused:
        check_template(build_template(**changes))
    assert refused.value.code == ErrorCode.INVALID
    return {path: [str(message) for message in messages] for path, messages in refused.value.fields.items()}


def test_there_is_a_usual_template_for_each_layout():
    assert set(USUAL_TEMPLATES) == set(Layout)
    for template in USUAL_TEMPLATES.values():
        check_template(template)


def test_every_page_is_accepted():
    for page in PageSize:
        for orientation in Orientation:
            check_template(build_template(page=page, orientation=orientation))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"layout": "../../etc/passwd"}, ["layout"]),
        ({"page": "a3"}, ["page"]),
        ({"orientation": "upside_down"}, ["orientation"]),
        ({"colour": "red"}, ["colour"]),
        ({"colour": '#12345"'}, ["colour"]),
        ({"colour": "#FFFFFF"}, ["colour"]),
        ({"colour": "#A0A0A0"}, ["colour"]),
        ({"accent": "#12345"}, ["accent"]),
        ({"accent": "#1234567"}, ["accent"]),
        ({"texts": {}}, ["texts"]),
        ({"texts": change_texts(recipient={})}, ["texts"]),
        ({"texts": change_texts(recipient={"uz": "{name}", "ru": "Имя"})}, ["texts"]),
        ({"texts": change_texts(recipient={"uz": "{nom} {name}"})}, ["texts.recipient.uz"]),
        ({"texts": change_texts(recipient={"uz": "{name} {name }"})}, ["texts.recipient.uz"]),
        ({"texts": change_texts(lead={"en": "{name"})}, ["texts.lead.en"]),
        ({"texts": change_texts(lead={"de": "Hallo"})}, ["texts.lead.de"]),
        ({"texts": change_texts(lead={"uz": "x" * 401})}, ["texts.lead.uz"]),
        ({"texts": change_texts(lead={"uz": "x\n" * 8})}, ["texts.lead.uz"]),
        ({"texts": change_texts(lead={"uz": "a\tb"})}, ["texts.lead.uz"]),
        ({"texts": change_texts(lead={"uz": "a\u2028b"})}, ["texts.lead.uz"]),
        ({"texts": change_texts(source={"uz": "#read"})}, ["texts.source"]),
        ({"signatures": (PERSON,) * 4}, ["signatures"]),
        ({"signatures": (Signature(name={"uz": " "}),)}, ["signatures.0.name"]),
        ({"signatures": (PERSON, Signature(name={"ru": "x" * 101}))}, ["signatures.1.name.ru"]),
        ({"signatures": (Signature(name={"ru": "x\ny"}),)}, ["signatures.0.name.ru"]),
        ({"signatures": (Signature(name={"ru": "x"}, position={"ru": "x\ny\nz"}),)}, ["signatures.0.position.ru"]),
        ({"page": "a3", "colour": "", "texts": {}}, ["page", "colour", "texts"]),
    ],
)
def test_a_wrong_template_is_refused_by_field(changes, fields):
    assert list(refuse(**changes)) == fields


def test_a_text_for_one_language_is_enough():
    texts = {slot: {"ru": words["ru"]} for slot, words in change_texts().items()}
    check_template(build_template(texts=texts))


def test_longest_texts_are_accepted():
    check_template(build_template(texts=change_texts(lead={"uz": "x" * 400, "ru": "x\n" * 7})))


def test_a_message_names_the_field():
    with override("en"):
        texts = change_texts(recipient={"uz": "{nom} {name}"})
        assert refuse(texts=texts) == {"texts.recipient.uz": ["There is no field {nom}."]}
