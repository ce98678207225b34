"""The admin site, in the language chosen for this browser or the signed-in user's language."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from unfold.sites import UnfoldAdminSite

from apps.accounts.backends import add_device_cookie
from apps.pages.assets import get_asset_url, load_assets

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


class TalimAdminSite(UnfoldAdminSite):  # type: ignore[misc]
    """The admin site of the platform."""

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Wrap the view: activate the user's language first."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if language := get_admin_language(request):
                translation.activate(language)
            answer: HttpResponseBase = guarded(request, *args, **options)
            return answer

        return update_wrapper(inner, guarded)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the style sheet with the font of the built-in pages."""
        context: dict[str, Any] = super().each_context(request)
        if style := load_assets().admin:
            context["styles"] = [*context["styles"], get_asset_url(style)]
        return context

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """Show or process the sign-in; remember this browser as a known device."""
        answer: HttpResponseBase = super().login(request, extra_context)
        add_device_cookie(request, answer)
        return answer


def get_admin_language(request: HttpRequest) -> str:
    """Return the language cookie of this browser, else the user's language; empty when not signed in."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in LANGUAGES else getattr(request.user, "locale", "")
