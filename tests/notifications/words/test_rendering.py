"""What a notification says by each channel: the declared words, or the centre's own."""

import pytest

from apps.core.translated_texts import LANGUAGES
from apps.messaging import sms_size
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationTemplate
from apps.notifications.rendering import PLACEHOLDER, get_built_in_text, render_notification
from apps.notifications.sample_data import SAMPLES
from apps.notifications.types import get_notification_types_by_name

PAYMENT = {"student": "Jasur", "amount": "450 000 UZS", "due_on": "07.09.2026", "title": "Sentabr"}


def own(channel, language, text, title=""):
    words = {"title": title, "text": text}
    NotificationTemplate.objects.create(type="payments.overdue", channel=channel, language=language, **words)


def test_sample_data_covers_exactly_the_declared_placeholders():
    places = {place for type_ in get_notification_types_by_name().values() for place in type_.placeholders()}
    assert places | {"count", "more"} == set(SAMPLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_renders_on_every_channel(language):
    for name in get_notification_types_by_name():
        for channel in Channel.values:
            title, text = render_notification(name, channel, language, SAMPLES, own_templates={})
            assert text
            assert (title == "") == (channel in ("sms", "telegram"))
            assert not PLACEHOLDER.search(title + text)


@pytest.mark.parametrize("language", ["uz", "en"])
def test_built_in_sms_in_latin_letters_fit_the_short_alphabet(language):
    texts = {
        name: render_notification(name, "sms", language, SAMPLES, own_templates={})[1]
        for name in get_notification_types_by_name()
    }
    forced = {name for name, text in texts.items() if sms_size.measure_sms(text).encoding == "unicode"}
    assert forced == set()


@pytest.mark.parametrize(("language", "text"), [("uz", "juma"), ("ru", "пятница"), ("en", "Friday")])
def test_text_in_every_language_is_read_in_the_readers(language, text):
    when = {"uz": "juma", "ru": "пятница", "en": "Friday"}
    words = render_notification("lesson.cancelled", "in_app", language, {"group": "A2", "when": when}, own_templates={})
    assert text in words[1]


def test_fraction_of_a_score_is_written_as_in_the_language():
    data = {"title": "Unit 3", "score": 82.5, "coins": 0}
    texts = {by: render_notification("homework.scored", "in_app", by, data, own_templates={})[1] for by in LANGUAGES}
    assert ("82,5" in texts["uz"], "82,5" in texts["ru"], "82.5" in texts["en"]) == (True, True, True)


def test_declared_texts_have_only_plain_placeholders():
    for declared in get_notification_types_by_name().values():
        for language in LANGUAGES:
            for several in (False, True):
                rest = PLACEHOLDER.sub("", "".join(get_built_in_text(declared, language, plural=several)))
                assert "{" not in rest
                assert "}" not in rest


@pytest.mark.django_db
def test_template_applies_to_its_channel_and_language_only():
    own("sms", "uz", "{student}ning to‘lovi: {amount}")
    assert render_notification("payments.overdue", "sms", "uz", PAYMENT) == ("", "Jasurning to'lovi: 450 000 so'm")
    for channel, language in (("sms", "en"), ("telegram", "uz"), ("in_app", "uz")):
        assert "ning to" not in render_notification("payments.overdue", channel, language, PAYMENT)[1]


@pytest.mark.django_db
def test_placeholders_in_data_are_not_filled():
    own("in_app", "en", "{student}: {amount}", title="{title}")
    data = PAYMENT | {"student": "{amount}", "title": "{student.password} {0} {x!r} %s", "amount": "<b>1</b>"}
    expected = ("{student.password} {0} {x!r} %s", "{amount}: <b>1</b>")
    assert render_notification("payments.overdue", "in_app", "en", data) == expected


@pytest.mark.django_db
def test_missing_data_stays_empty_and_unknown_type_is_its_name():
    assert render_notification("payments.received", "in_app", "en", {"amount": None})[1] == "for . Thank you."
    assert render_notification("gone.long_ago", "in_app", "en", {}) == ("gone.long_ago", "")


@pytest.mark.django_db
def test_plural_text_for_several_events():
    data = {"student": "Jasur", "title": "Unit 3"}
    NotificationTemplate.objects.create(
        type="homework.submitted", channel="in_app", language="en", title="Work", text="{student}!"
    )
    assert render_notification("homework.submitted", "in_app", "en", data) == ("Work", "Jasur!")
    several = render_notification("homework.submitted", "in_app", "en", data, 3)
    assert several[1] == "Jasur and 2 more submitted “Unit 3”."
    single, three = (render_notification("payments.overdue", "in_app", "en", PAYMENT, count) for count in (1, 3))
    assert single == three


def test_amounts_and_months_are_in_the_readers_language(db):
    data = PAYMENT | {"title": "A2 morning 2026-11", "amount": "450\u00a0000\u00a0soʻm"}
    text = render_notification("payments.overdue", "in_app", "ru", data)[1]
    assert ("A2 morning ноябрь 2026" in text, "450\u00a0000\u00a0сум" in text) == (True, True)
