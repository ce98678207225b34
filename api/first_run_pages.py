"""The page of the first run, and `/`, which leads to it while no user exists."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from api.errors import build_error_response
from apps.core.errors import NotFound
from apps.pages.views import serve_app_page
from apps.portal.services.first_run_code import is_first_run_open


@require_safe
def redirect_to_start(request: HttpRequest) -> HttpResponse:
    """Redirect `/` to the pages, or to the first-run page while no user exists."""
    page = "/app/first-run" if is_first_run_open() else "/app/"
    return HttpResponseRedirect(page, headers={"Cache-Control": "no-store"})


@require_safe
def serve_first_run_page(request: HttpRequest) -> HttpResponse:
    """Return the shell of the pages while no user exists, else 404."""
    return serve_app_page(request) if is_first_run_open() else build_error_response(NotFound())
