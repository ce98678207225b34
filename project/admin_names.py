"""Names of models and fields in Django's admin, in three languages.

The names are those that Django derives from the models and their fields; the catalogues of `project` translate them. A
name that a person reads is no fact of the database: it needs no migration. Names without a translation stay English.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_lazy


def translate_model_names() -> None:
    """Give models and fields translated names. Called once, at start."""
    for config in apps.get_app_configs():
        if not config.name.startswith(settings.DECLARING_APPS):
            continue
        for model in config.get_models():
            opts = model._meta
            plural: Any = opts.verbose_name_plural
            if "verbose_name_plural" not in opts.original_attrs and isinstance(opts.verbose_name, str):
                plural = str(plural)  # the name and "s"
            opts.verbose_name_plural = _translate_name(plural)
            opts.verbose_name = _translate_name(opts.verbose_name)
            for field in opts.local_fields:
                field.verbose_name = _translate_name(field.verbose_name)


def _translate_name(name: Any) -> Any:
    """A name that the model itself gives for translation stays: as text it would be in the language of the start."""
    return gettext_lazy(name) if isinstance(name, str) else name
