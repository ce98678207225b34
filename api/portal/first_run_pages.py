"""The page of the first run, which is there while no user exists."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from apps.pages.views import serve_app_page
from apps.portal.services.first_run_code import is_first_run_open


@require_safe
def serve_first_run_page(request: HttpRequest) -> HttpResponse:
    """Return the shell of the pages, with 404 once a user exists: the page then leads to the sign-in."""
    page = serve_app_page(request)
    if not is_first_run_open():
        page.status_code = 404
    return page
