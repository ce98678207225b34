"""The HTML shell of the built-in pages, the same for all users (data is loaded over the API), and redirects from
addresses in letters.
"""

from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from apps.pages.assets import get_asset_url, load_assets, read_favicon, read_service_worker
from apps.pages.opened import EMBED_FRAMES, find_opened, list_opened

APP_NAME = "Talim"
BACKGROUND = {"light": "#fbfaf7", "dark": "#14181a"}
"""As in clients/pages/src/style/tokens.css."""
SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'{static}; style-src 'self'{static}; img-src 'self'{static}{media} blob:; "
    "media-src 'self'{static} blob:; font-src 'self'{static}; "
    "connect-src 'self' {socket}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types talim"
)
"""Allow only our own files, and those of the CDNs that the settings name. `apps.pages.opened` adds on single pages."""


@require_safe
def serve_app_page(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Return one HTML page for every address under `/app/`; its script chooses the page."""
    assets = load_assets()
    context = {
        "language": translation.get_language(),
        "name": APP_NAME,
        "opened": " ".join(list_opened()),
        "background": BACKGROUND,
        "main": get_asset_url(assets.main),
        "style": get_asset_url(assets.style),
        "theme": assets.theme and get_asset_url(assets.theme),
        "first": [get_asset_url(name) for name in assets.first],
        "picture": get_asset_url(assets.picture),
        "icon": get_asset_url(assets.icons["192"]),
    }
    # The socket is named by its full address, because some browsers do not count it as `self`.
    socket = f"{'wss' if request.is_secure() else 'ws'}://{request.get_host()}"
    policy = SECURITY_POLICY.format(
        socket=socket, static=get_origin(settings.STATIC_URL), media=get_origin(settings.MEDIA_CDN_URL)
    )
    for directive, opened in find_opened(rest).items():
        added = f"{opened} {settings.PACKAGES_ORIGIN}".strip() if opened.startswith(EMBED_FRAMES) else opened
        there = f"{directive} " in policy
        policy = policy.replace(f"{directive} ", f"{directive} {added} ") if there else f"{policy}; {directive} {added}"
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy,
        "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), payment=()",
    }
    return HttpResponse(render_to_string("pages/shell.html", context), headers=headers)


def get_origin(url: str) -> str:
    """Return the origin of a CDN, with a space in front; "" for a path of this server."""
    parts = urlsplit(url)
    return f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""


@require_safe
def serve_service_worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker. It is served below `/app/`, because its scope is its folder."""
    policy = f"default-src 'none'; connect-src 'self'{get_origin(settings.STATIC_URL)}"
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": policy}
    return HttpResponse(read_service_worker(), content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def serve_manifest(request: HttpRequest) -> JsonResponse:
    """Return the web app manifest."""
    home = reverse("pages")
    icons = [
        {"src": get_asset_url(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size, name in load_assets().icons.items()
    ]
    content = {
        "id": home,
        "name": APP_NAME,
        "short_name": APP_NAME,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": BACKGROUND["light"],
        "theme_color": BACKGROUND["light"],
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@require_safe
def serve_favicon(request: HttpRequest) -> HttpResponse:
    """Return the icon that browsers ask for beside pages that name none, such as the admin."""
    headers = {"Cache-Control": "public, max-age=604800"}
    return HttpResponse(read_favicon(), content_type="image/x-icon", headers=headers)


@require_safe
def redirect_home(request: HttpRequest) -> HttpResponse:
    """Redirect `/app` to `/app/`."""
    return HttpResponsePermanentRedirect(reverse("pages"))


@require_safe
def redirect_to_page(request: HttpRequest, page: str) -> HttpResponse:
    """Redirect to the page of a letter's link, or to the first page. The browser keeps the part after #."""
    return _redirect_to_app(page)


@require_safe
def redirect_to_check_in(request: HttpRequest, lesson: UUID, code: str) -> HttpResponse:
    """Redirect to the check-in page; the code goes after the #, which browsers do not send to servers."""
    return _redirect_to_app(f"check-in/{lesson}#code={quote(code, safe='')}")


def _redirect_to_app(page: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('pages')}{page}", headers={"Cache-Control": "no-store"})
