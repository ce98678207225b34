"""What is kept of a sentence has no language: it is said in that of whoever reads it."""

import json

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.core.stored_messages import FormattedMessage, render_message, serialize_message


def test_a_sentence_is_said_in_the_language_of_its_reader() -> None:
    with override("uz"):
        stored = json.loads(
            json.dumps(
                [
                    serialize_message(_("Enter a name.")),
                    serialize_message(FormattedMessage(_("At most %(count)d characters."), count=80)),
                ]
            )
        )
    for language in ("uz", "ru", "en"):
        with override(language):
            assert [render_message(one) for one in stored] == [
                str(_("Enter a name.")),
                _("At most %(count)d characters.") % {"count": 80},
            ]


def test_a_value_of_the_catalogue_is_said_in_the_readers_language_too() -> None:
    with override("ru"):
        stored = json.loads(
            json.dumps(
                serialize_message(
                    FormattedMessage(_("At most %(count)d characters."), count=3, what=_("Enter a name."))
                )
            )
        )
    with override("en"):
        assert stored["values"] == {"count": 3, "what": {"text": "Enter a name.", "values": {}}}
        assert render_message(stored) == "At most 3 characters."


def test_a_sentence_that_was_kept_whole_stays_as_it_is() -> None:
    assert render_message("100 % shunday") == "100 % shunday"
    assert serialize_message("a word of somebody") == "a word of somebody"


def test_a_filled_sentence_reads_as_any_other() -> None:
    with override("ru"):
        assert FormattedMessage(_("At most %(count)d characters."), count=80) == _("At most %(count)d characters.") % {
            "count": 80
        }
