"""`manage.py sms_check TEXT`: what an SMS would cost with each operator, before anything is sent."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.money import Money
from apps.messaging import eskiz
from apps.messaging.errors import MessageRefused, NotSent
from apps.messaging.sms import simplify_punctuation
from apps.messaging.sms_size import measure_sms

OPERATOR_NAMES = ("Mobiuz", "Beeline", "Ucell", "Humans", "Uzmobile GSM", "Uzmobile CDMA", "Perfectum", "abroad")
OPERATORS = dict(enumerate(OPERATOR_NAMES, start=1))


class Command(BaseCommand):
    help = "Show how long an SMS is, which of its characters make it dear, and what each operator takes for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text")

    def handle(self, *args: Any, **options: Any) -> None:
        text = simplify_punctuation(options["text"])
        sms_size = measure_sms(text)
        self.stdout.write(f"{sms_size.characters} characters ({sms_size.encoding}), parts: {sms_size.parts}")
        if not settings.ENV.eskiz_email:
            raise CommandError("no ESKIZ_EMAIL: prices are Eskiz's")
        try:
            normalised, offers = eskiz.fetch_normalized_text(text), eskiz.fetch_prices(text)
        except (NotSent, MessageRefused) as error:
            raise CommandError(str(error)) from None
        if special := " ".join(item.char for item in normalised.special_characters):
            self.stdout.write(f"special characters: {special}; cheaper: {normalised.message}")
        for offer in offers:
            self.stdout.write(f"{OPERATORS.get(offer.operator, offer.operator)}: {_in_words(offer, sms_size.parts)}")


def _in_words(offer: eskiz.PriceOffer, parts: int) -> str:
    if offer.error:
        return f"refused, {offer.error}"
    kind = "advertising" if offer.is_advertising else "service"
    total = Money(offer.price * parts).format()
    return f"{kind}, {Money(offer.price).format()} a part, {total} in all"
