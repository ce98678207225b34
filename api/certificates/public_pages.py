"""Public pages of certificates: what one certifies, lists of revoked badges, and the centre's certificates.

They are rendered by the server in uz, ru and en and need no script. Whoever has the secret address sees what is
certified and nothing else; unknown addresses answer 404.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils import timezone, translation

from api.courses.catalogue_pages import SECURITY_POLICY
from api.errors import build_error_response
from api.quota_headers import enforce_request_quota
from api.settings.system_settings_schemas import build_logo_url
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.certificates import access, key_rows, queries
from apps.certificates.addresses import PAGE, build_status_list_address
from apps.certificates.certificate_rows import build_public_view
from apps.certificates.fields import format_date
from apps.certificates.models import CertificateKey
from apps.core.errors import NotFound, TooMany
from apps.core.local_days import get_local_day
from apps.core.translated_texts import LANGUAGES
from apps.pages.assets import get_asset_url, load_assets
from apps.pages.views import get_origin
from apps.settings.queries import get_default_branch, get_system_settings_with_logo

LIST_DAYS = 7
"""How long a reader may keep a list."""
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
"""The address is a secret: no search engine and no other site learns it."""

View = Callable[..., HttpResponse]


def build_certificate_urls() -> list[URLPattern]:
    """Return the patterns of the public pages."""
    return [
        path(f"{PAGE}/status/<uuid:key>/<int:number>", _open_to_public(serve_status_list)),
        path(f"{PAGE}/keys/<uuid:key>.pem", _open_to_public(serve_key), name="certificate_key"),
        path(f"{PAGE}/<str:code>", _open_to_public(serve_certificate), name="certificate"),
    ]


def _open_to_public(view: View) -> View:
    """Wrap a view: only reading, counted by address."""

    @wraps(view)
    def wrapped(request: HttpRequest, **values: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            enforce_request_quota(request, rate_limits.count_anonymous_request(address=get_client_ip(request)))
            return view(request, **values)
        except TooMany as error:
            return build_error_response(error)
        except NotFound as error:
            raise Http404 from error

    return wrapped


def serve_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Return the page of a certificate, in the language of `?language=` or of the browser."""
    certificate = access.get_public_certificate(code)
    row = get_system_settings_with_logo()
    asked = request.GET.get("language", "") or translation.get_language_from_request(request)
    language = asked if asked in LANGUAGES else row.default_language
    assets = load_assets()
    shown = build_public_view(certificate)
    with translation.override(language):
        revoked_at = shown["revoked_at"]
        revoked_on = get_local_day(revoked_at, get_default_branch().zone) if revoked_at else None
        context = {
            "certificate": shown,
            "day": format_date(shown["day"], language),
            "revoked_on": format_date(revoked_on, language) if revoked_on else "",
            "is_in_work": certificate.made_at is None,
            "key": certificate.key_id,
            "language": language,
            "languages": [(code, translation.get_language_info(code)["name_local"].capitalize()) for code in LANGUAGES],
            "centre": row.centre_name,
            "logo": build_logo_url(row.logo),
            "style": get_asset_url(assets.style),
            "theme": assets.theme and get_asset_url(assets.theme),
            "icon": get_asset_url(assets.picture),
            "public_style": static("catalogue/catalogue.css"),
        }
        page = render_to_string("certificates/certificate.html", context)
    policy = SECURITY_POLICY.format(static=get_origin(settings.STATIC_URL), media=get_origin(settings.MEDIA_CDN_URL))
    return HttpResponse(page, headers={**HEADERS, "Content-Security-Policy": policy, "Content-Language": str(language)})


def serve_key(request: HttpRequest, key: UUID) -> HttpResponse:
    """Return the X.509 certificate (PEM) that signed documents, for readers that shall trust the centre."""
    row = _get_key(key)
    pem = load_der_x509_certificate(bytes(row.certificate)).public_bytes(Encoding.PEM)
    headers = {"Content-Disposition": 'attachment; filename="centre.pem"', "Cache-Control": "public, max-age=3600"}
    return HttpResponse(pem, content_type="application/x-pem-file", headers=headers)


def serve_status_list(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Return the signed list of revoked badges of a key (Bitstring Status List 1.0)."""
    row = _get_key(key)
    if not row.certificates.filter(status_list=number).exists():
        raise NotFound()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    # Of keys that were lost the current ones sign: a revocation has to be seen.
    signs = row if key_rows.has_keys(row) else queries.list_keys().get(is_current=True)
    badge_key = key_rows.open_keys(signs).badge
    revoked = tuple(queries.list_revoked_places(row, number))
    made = _sign_list(build_status_list_address(row, number), revoked, badge_key, hour.isoformat())
    return JsonResponse(made, headers={"Cache-Control": "public, max-age=300"})


@lru_cache(maxsize=16)
def _sign_list(address: str, revoked: tuple[int, ...], badge_key: bytes, hour: str) -> dict[str, Any]:
    """Sign a list once an hour, and when another badge is revoked."""
    from apps.certificates.badges import build_status_list  # it takes half a second to import

    made_at = datetime.fromisoformat(hour)
    until = made_at + timedelta(days=LIST_DAYS)
    return build_status_list(address, revoked, badge_key=badge_key, made_at=made_at, valid_until=until)


def _get_key(key: UUID) -> CertificateKey:
    row = queries.list_keys().filter(pk=key).first()
    if row is None:
        raise NotFound()
    return row
