"""What is kept of a sentence has no language: it is said in that of whoever reads it."""

import json

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.core.stored_messages import FormattedMessage, render_message, serialize_message

AT_MOST = _("At most %(count)d characters.")


def store(message):
    return json.loads(json.dumps(serialize_message(message)))


def test_stored_message_is_rendered_in_the_language_of_the_reader():
    with override("uz"):
        stored = [store(_("Enter a name.")), store(FormattedMessage(AT_MOST, count=80))]
    for language in ("uz", "ru", "en"):
        with override(language):
            assert [render_message(item) for item in stored] == [str(_("Enter a name.")), AT_MOST % {"count": 80}]


def test_translatable_value_in_a_stored_message_is_serialized_untranslated():
    with override("ru"):
        stored = store(FormattedMessage(AT_MOST, count=3, what=_("Enter a name.")))
    with override("en"):
        assert stored["values"] == {"count": 3, "what": {"text": "Enter a name.", "values": {}}}
        assert render_message(stored) == "At most 3 characters."


def test_message_stored_as_plain_text_is_rendered_unchanged():
    assert render_message("100 % shunday") == "100 % shunday"
    assert serialize_message("a word of somebody") == "a word of somebody"


def test_formatted_message_equals_the_translated_text():
    with override("ru"):
        assert FormattedMessage(AT_MOST, count=80) == AT_MOST % {"count": 80}
