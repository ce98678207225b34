"""Reads of the log of deliveries."""

from django.db.models import QuerySet
from django.db.models.functions import Left

from apps.payments.models import WebhookDelivery

MAX_SHOWN = 2000
"""Characters of a body or an answer that are read for the list."""


def list_deliveries(*, provider: str = "", verdict: str = "", what: str = "") -> QuerySet[WebhookDelivery]:
    """What providers sent: of one of them, with one verdict, of one kind; each with the beginnings of its body and its
    answer, `shown_body` and `shown_answer`, which are not read whole.
    """
    wanted = {"provider": provider, "verdict": verdict, "what": what}
    rows = WebhookDelivery.objects.select_related("transaction")
    rows = rows.annotate(shown_body=Left("body", MAX_SHOWN), shown_answer=Left("answer", MAX_SHOWN))
    return rows.defer("body", "answer").filter(**{name: value for name, value in wanted.items() if value})
