"""The admin names models in the reader's language, one and many."""

import re

import pytest
from django.contrib import admin
from django.utils import translation

from apps.core.permissions import Role
from apps.settings.definitions import SETTINGS
from apps.settings.labels import SETTING_LABELS
from tests import factories
from tests.admin.rows import OURS
from tests.services import ROOT

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


@pytest.mark.django_db
def test_settings_have_plain_names_those_of_the_page():
    page = (ROOT / "clients/pages/src/settings/words/en.ts").read_text(encoding="utf-8")
    named = dict(re.findall(r'^    ([a-z_]+): "(.*)",$', page.partition("  settings: {")[2], re.MULTILINE))
    assert named == SETTING_LABELS
    assert set(named) == set(SETTINGS)
    browser = factories.browser_of(factories.make_user(Role.ADMIN, "Aziza"), **{"Accept-Language": "en"})
    form = browser.get("/admin/settings/systemsettings/1/change/").content.decode()
    assert "Largest top-up" in form
    assert "The same time as “Quiet hours from”: no quiet hours." in form
