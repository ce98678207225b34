"""The page of the first run, which is there while no user exists."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from api.errors import build_error_response
from apps.core.errors import NotFound
from apps.pages.views import serve_app_page
from apps.portal.services.first_run_code import is_first_run_open


@require_safe
def serve_first_run_page(request: HttpRequest) -> HttpResponse:
    """Return the shell of the pages while no user exists, else 404."""
    return serve_app_page(request) if is_first_run_open() else build_error_response(NotFound())
