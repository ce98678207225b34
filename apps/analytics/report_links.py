"""Who may make reports, and where they find them."""

from django.conf import settings

PERMISSION = "analytics.report"


def build_reports_address() -> str:
    """Return the address of the page of reports, which needs signing in."""
    return f"{settings.ENV.frontend_url.rstrip('/')}/app/reports"
