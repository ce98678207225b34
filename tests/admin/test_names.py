"""The admin names models in the reader's language, one and many."""

import re

from django.contrib import admin
from django.utils import translation

from tests.admin.rows import OURS

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_every_model_of_the_admin_has_a_russian_name_and_plural():
    with translation.override("ru"):
        english = {
            model._meta.label
            for model in OURS
            if admin.site.is_registered(model)
            and not all(map(CYRILLIC.search, (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))))
        }
    assert english == {"messaging.SmsMessage"}, "SMS is SMS in Russian too"


def test_names_that_models_translate_themselves_keep_the_language_of_the_reader():
    from apps.accounts.models import Session

    names = {}
    for language in ("en", "uz"):
        with translation.override(language):
            names[language] = str(Session._meta.verbose_name_plural)
    assert names == {"en": "signed-in devices", "uz": "kirilgan qurilmalar"}
