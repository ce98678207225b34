"""What Telegram sends to the bot (`setWebhook`), proved by the secret in its header."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, envelope
from apps.accounts import throttle
from apps.accounts.addresses import client_address
from apps.accounts.services import telegram
from apps.core.errors import DomainError, Forbidden, TooLarge

LONGEST_BODY = 64 * 1024


@csrf_exempt
def webhook(request: HttpRequest) -> HttpResponse:
    """200 for every update of Telegram's, whatever is in it: it repeats what gets another answer.

    403 without the secret, 413 for a body that no update has.
    """
    if request.method != "POST":
        refused = envelope(MethodNotAllowed())
        refused["Allow"] = "POST"
        return refused
    try:
        _check_secret(request)
        body = request.read(LONGEST_BODY + 1)
        if len(body) > LONGEST_BODY:
            raise TooLarge(_("The request is too large."))
        telegram.receive(body)
    except DomainError as error:
        return envelope(error)
    return HttpResponse(status=200)


def _check_secret(request: HttpRequest) -> None:
    """Forbidden for another than Telegram, whose requests are counted; TooMany."""
    expected = settings.ENV.telegram_webhook_secret
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        throttle.anonymous_request(address=client_address(request))
        raise Forbidden()
