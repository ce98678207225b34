"""`manage.py sms_check TEXT`: what an SMS would cost with each operator, before anything is sent."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.money import Money
from apps.messaging import eskiz
from apps.messaging.errors import NotSent, Refused
from apps.messaging.sms import plain
from apps.messaging.sms_size import size

OPERATORS = {
    1: "Mobiuz",
    2: "Beeline",
    3: "Ucell",
    4: "Humans",
    5: "Uzmobile GSM",
    6: "Uzmobile CDMA",
    7: "Perfectum",
    8: "abroad",
}


class Command(BaseCommand):
    help = "Show how long an SMS is, which of its characters make it dear, and what each operator takes for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text")

    def handle(self, *args: Any, **options: Any) -> None:
        text = plain(options["text"])
        found = size(text)
        self.stdout.write(f"{found.characters} characters ({found.encoding}), parts: {found.parts}")
        if not settings.ENV.eskiz_email:
            raise CommandError("no ESKIZ_EMAIL: prices are Eskiz's")
        try:
            normalised, offers = eskiz.normalised(text), eskiz.offers(text)
        except (NotSent, Refused) as error:
            raise CommandError(str(error)) from None
        if normalised.special:
            self.stdout.write(f"special characters: {' '.join(normalised.special)}; cheaper: {normalised.text}")
        for offer in offers:
            self.stdout.write(f"{OPERATORS.get(offer.operator, offer.operator)}: {_in_words(offer, found.parts)}")


def _in_words(offer: eskiz.Offer, parts: int) -> str:
    if offer.error:
        return f"refused, {offer.error}"
    kind = "advertising" if offer.is_advertising else "service"
    whole = Money(offer.price * parts).words()
    return f"{kind}, {Money(offer.price).words()} a part, {whole} in all"
