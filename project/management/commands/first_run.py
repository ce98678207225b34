"""`manage.py first_run`: set up a centre without users in a terminal, with the questions of the first-run page."""

import sys
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from pydantic import ValidationError

from api.portal.first_run_schemas import CentreSetupIn
from api.validation_messages import get_message
from apps.core.errors import Invalid, NotFound
from apps.core.money import CURRENCIES
from apps.portal.queries import get_first_run_choices
from apps.portal.services.first_run import set_up_centre
from apps.portal.services.first_run_code import is_first_run_open

YES = {"yes": True, "no": False}
EXISTS = "A user exists already, so there is no first run."


class Command(BaseCommand):
    help = "Ask for the centre's name, branch, languages, currency, rooms, prices and administrator, and set it up."

    @translation.override("en")
    def handle(self, *args: Any, **options: Any) -> None:
        if not is_first_run_open():
            raise CommandError(EXISTS)
        given: dict[str, str] = {}
        while True:
            errors = self._set_up(given)
            if not errors:
                return
            for field, message in errors.items():
                self.stderr.write(f"{field}: {message}")
            if not sys.stdin.isatty():
                raise CommandError("Nothing was written.")
            self.stdout.write("Nothing was written. Please answer again; Enter keeps an answer.\n")

    def _set_up(self, given: dict[str, str]) -> dict[str, str]:
        """Ask, and set the centre up. Return the errors by field."""
        try:
            administrator = set_up_centre(setup=CentreSetupIn.model_validate(_ask_setup(given)).to_setup())
        except ValidationError as error:
            return {
                ".".join(map(str, each["loc"])): get_message(each["type"], each.get("ctx", {}))
                for each in error.errors()
            }
        except Invalid as error:
            return {field: " ".join(map(str, messages)) for field, messages in error.fields.items()}
        except NotFound as error:
            raise CommandError(EXISTS) from error
        login = administrator.email or administrator.phone
        self.stdout.write(f"The centre is set up. Sign in at /app/ as {login}.")
        return {}


def _ask_setup(given: dict[str, str]) -> dict[str, Any]:
    """Ask for everything and return it as `CentreSetupIn` takes it. `given` has the answers to earlier questions."""
    choices = get_first_run_choices()

    def ask(question: str, default: str = "") -> str:
        shown = given.get(question, default)
        given[question] = input(f"{question}{f' [{shown}]' if shown else ''}: ").strip() or shown
        return given[question]

    centre = {
        "centre_name": ask("Name of the centre"),
        "branch": {
            "name": ask("Name of the first branch", given.get("Name of the centre", "")),
            "address": ask("Its address"),
            "zone": ask("Time zone", choices["zone"]),
        },
        "languages": _split(ask("Languages, with commas", "uz, ru, en")),
    }
    language, currency = ask("Default language", "uz"), ask("Currency", "UZS")
    rooms = ask("Rooms, with commas; the seats after a colon (204:16, 205)")
    courses: list[dict[str, Any]] = []
    while title := ask(f"Course {len(courses) + 1}, - for no more", "-").removeprefix("-"):
        level = ask(f"Its level ({', '.join(choices['levels'])}, or empty)")
        price = ask(f"Price of a month of {title}, in {currency}")
        courses.append({"title": {language: title}, "level": level, "price": _to_minor(price, currency)})
    statuses = [
        {"code": status.code, "name": {}, "charged": _to_yes_or_no(ask(question, "yes" if status.charged else "no"))}
        for status in choices["statuses"]
        if (question := f"Is a lesson with the mark {status.name['en']} paid for (yes/no)")
    ]
    return {
        **centre,
        "default_language": language,
        "currency": currency,
        "rooms": [_parse_room(room) for room in _split(rooms)],
        "courses": courses,
        "statuses": statuses,
        "administrator": _ask_administrator(ask, language),
    }


def _ask_administrator(ask: Callable[..., str], language: str) -> dict[str, Any]:
    first_name, last_name = ask("First name of the administrator"), ask("Last name")
    login = ask("E-mail or phone")
    return {
        "first_name": first_name,
        "last_name": last_name,
        "email" if "@" in login else "phone": login or None,
        "locale": ask("Language of the administrator", language),
        "password": _ask_password(),
    }


def _ask_password() -> str:
    """Ask twice, without showing it, at a terminal; else read a line."""
    if not sys.stdin.isatty():
        return input("Password: ")
    while (password := getpass("Password: ")) != getpass("Password again: "):
        print("These are two different passwords.")
    return password


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _parse_room(text: str) -> dict[str, Any]:
    name, _colon, seats = text.partition(":")
    return {"name": name.strip(), "seats": seats.strip() or None}


def _to_minor(text: str, currency: str) -> int | str:
    """Return an amount in the minor unit; what is no whole number as it is, for the schema to refuse."""
    digits = "".join(text.split())
    return int(digits) * 10 ** CURRENCIES.get(currency, 0) if digits.isdecimal() else text


def _to_yes_or_no(text: str) -> bool | str:
    return YES.get(text.lower(), text)
