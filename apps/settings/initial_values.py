"""Initial system settings from the environment: `SETTINGS_CENTRE_NAME=Ilm`, or a file named in
`SETTINGS_CENTRE_NAME_FILE`.

`manage.py migrate` applies them once, after it created the row. Later these variables are ignored.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.settings.definitions import SETTINGS
from apps.settings.models import SystemSettings
from apps.settings.services import write_and_audit_settings

PREFIX = "SETTINGS_"
TRUE, FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


class InitialValuesError(Exception):
    """Initial values that are not valid; one line for each variable."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


def apply_initial_settings(environ: Mapping[str, str]) -> list[str]:
    """Write the initial values from the environment once; return the names of these settings.

    Nothing is read when it was done before or users exist. Raise InitialValuesError for unknown settings and invalid
    values; nothing is written then.
    """
    with unit_of_work():
        row = SystemSettings.objects.select_for_update().get(pk=1)
        if row.first_values_at is not None:
            return []
        values = _parse_environment(environ)
        try:
            with translation.override("en"):
                write_and_audit_settings(row=row, values=values, actor=None, action="settings.first_values")
        except Invalid as error:
            raise InitialValuesError(
                [_format_error(name, messages) for name, messages in sorted(error.fields.items())]
            ) from error
        SystemSettings.objects.filter(pk=1).update(first_values_at=timezone.now())
    return sorted(values)


def _parse_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    texts = {name: text for name, text in environ.items() if name.startswith(PREFIX) and text}
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for variable, text in sorted(texts.items()):
        name = variable.removeprefix(PREFIX).lower()
        plain = name.removesuffix("_file") if name not in SETTINGS else name
        if plain not in SETTINGS:
            wrong.append(f"{variable}: there is no such setting")
            continue
        if plain != name and texts.get(f"{PREFIX}{plain.upper()}"):
            continue
        try:
            values[plain] = _parse_value(plain, text if plain == name else Path(text).read_text(encoding="utf-8"))
        except ValidationError as error:
            wrong.append(f"{variable}: {' '.join(error.messages)}")
        except (OSError, UnicodeDecodeError):
            wrong.append(f"{variable}: the file cannot be read")
    if wrong:
        raise InitialValuesError(wrong)
    return values


def _parse_value(name: str, text: str) -> Any:
    field: Any = SystemSettings._meta.get_field(name)
    text = text.strip()
    if name == "languages":
        return [part.strip() for part in text.split(",") if part.strip()]
    if field.get_internal_type() == "BooleanField":
        if text.lower() not in TRUE | FALSE:
            raise ValidationError("must be true or false")
        return text.lower() in TRUE
    if field.get_internal_type() == "JSONField":
        try:
            return json.loads(text)
        except ValueError as error:
            raise ValidationError("must be JSON") from error
    if field.null and text.lower() == "none":
        return None
    return field.to_python(text)


def _format_error(name: str, messages: Any) -> str:
    return f"{PREFIX}{name.upper()}: {' '.join(str(message) for message in messages)}"
