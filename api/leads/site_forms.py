"""Site forms: a page of its own, a script that puts the form into any page, and the address that takes answers.

Any site may send answers, so they are read without cookies, and every origin may read what is answered. An answer is a
simple request (a form, no JSON): a browser asks for no leave beforehand.
"""

import json
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import URLPattern, re_path
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django_stubs_ext import StrOrPromise

from api.errors import build_error_response
from api.plain_views import View, wrap_plain_view
from apps import leads
from apps.accounts.client_ip import get_client_ip
from apps.core.errors import DomainError, Invalid, TooMany, UnsupportedMedia
from apps.core.translated_texts import LANGUAGES, pick_translation
from apps.leads import access
from apps.leads.models import LeadForm
from apps.leads.services.forms import FormAnswer, answer_form
from apps.settings.queries import get_system_settings

FORM = r"leads/forms/(?P<key>[0-9a-f]{24})"
"""A key is no id: the operations of the office have those."""
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
LONGEST = {"name": 120, "phone": 32, "note": 1000, "website": 1000}
TRUE = ("true", "on", "1", "yes")
SCRIPT = Path(leads.__file__).parent / "site_form.js"
PAGE_POLICY = "default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors *"


def build_lead_form_urls() -> list[URLPattern]:
    """Return the patterns of the public form."""
    return [
        re_path(rf"^{FORM}/$", csrf_exempt(_open(lead_form_view, "GET", "HEAD", "POST")), name="lead_form"),
        re_path(rf"^{FORM}/form\.js$", _open(script_view, "GET", "HEAD"), name="lead_form_script"),
    ]


def _open(view: View, *methods: str) -> View:
    """Wrap a view: every origin may read its answers, which know nothing of who asks."""
    wrapped = wrap_plain_view(view, *methods)

    def opened(request: HttpRequest, **values: Any) -> Any:
        answer = wrapped(request, **values)
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    return opened


def lead_form_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form (GET), or take an answer (POST): a page for browsers, JSON for who accepts it. A refused answer is
    the form again with the reason (200; after too many answers 429), or the error body.
    """
    with translation.override(_choose_language(request)):
        form = access.get_public_form(key)
        if request.method != "POST":
            return _render_page(request, form)
        wants_json = "application/json" in request.headers.get("Accept", "")
        try:
            answer_form(form=form, answer=_read_answer(request), client=get_client_ip(request))
        except DomainError as error:
            if wants_json:
                return build_error_response(error)
            return _render_page(request, form, error=error)
        thanks = pick_translation(form.thanks) or gettext("Thank you! We will call you.")
        if wants_json:
            return JsonResponse({"thanks": thanks}, status=201)
        return _render_page(request, form, thanks=thanks)


def script_view(request: HttpRequest, key: str) -> HttpResponse:
    """Return the script that puts the form before the `<script>` that loads it."""
    with translation.override(_choose_language(request)):
        form = access.get_public_form(key)
        config = {
            "address": f"{settings.ENV.frontend_url.rstrip('/')}{_get_path(form)}",
            "labels": _list_labels(),
            "consent": _get_consent(form),
        }
    body = f"{_read_script()}({json.dumps(config)});\n"
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@cache
def _read_script() -> str:
    return SCRIPT.read_text(encoding="utf-8").rstrip()


def _read_answer(request: HttpRequest) -> FormAnswer:
    """Return the fields that were sent. Raise UnsupportedMedia for another body than a form, Invalid for long texts."""
    if request.content_type not in FORM_TYPES:
        raise UnsupportedMedia(_("Send a form."))
    sent: QueryDict = request.POST
    values = {name: sent.get(name, "").replace("\x00", "").strip() for name in LONGEST}
    too_long: dict[str, list[StrOrPromise]] = {
        name: [_("At most %(count)d characters.") % {"count": most}]
        for name, most in LONGEST.items()
        if len(values[name]) > most and name != "website"
    }
    if too_long:
        raise Invalid(fields=too_long)
    return FormAnswer(consent=sent.get("consent", "").lower() in TRUE, **values)


def _render_page(
    request: HttpRequest, form: LeadForm, *, thanks: str = "", error: DomainError | None = None
) -> HttpResponse:
    nonce = secrets.token_urlsafe(16)
    messages = [str(text) for texts in error.fields.values() for text in texts] if error else []
    context = {
        "language": translation.get_language(),
        "title": get_system_settings().centre_name,
        "action": _get_path(form),
        "labels": _list_labels(),
        "consent": _get_consent(form),
        "thanks": thanks,
        "messages": messages or ([str(error.detail)] if error else []),
        "values": {name: request.POST.get(name, "")[:most] for name, most in LONGEST.items()},
        "nonce": nonce,
    }
    page = render_to_string("leads/form.html", context)
    response = HttpResponse(page, status=error.status if isinstance(error, TooMany) else 200)
    response["Content-Security-Policy"] = PAGE_POLICY.format(nonce=nonce)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    if error is not None and error.retry_after:
        response["Retry-After"] = str(error.retry_after)
    return response


def _choose_language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "") or translation.get_language_from_request(request)
    return asked if asked in LANGUAGES else get_system_settings().default_language


def _list_labels() -> dict[str, str]:
    return {
        "name": gettext("Your name"),
        "phone": gettext("Phone"),
        "note": gettext("What would you like to learn?"),
        "send": gettext("Send"),
        "failed": gettext("This did not work. Please try again."),
    }


def _get_consent(form: LeadForm) -> str:
    return pick_translation(form.consent) or gettext("I agree that the centre keeps this and calls me.")


def _get_path(form: LeadForm) -> str:
    return f"/api/v1/leads/forms/{form.key}/"
