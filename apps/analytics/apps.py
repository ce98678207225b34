from django.apps import AppConfig
from django.core import checks


class AnalyticsConfig(AppConfig):
    name = "apps.analytics"

    def ready(self) -> None:
        """Register the system check of measures."""
        from apps.analytics.checks import check_measures

        checks.register(check_measures, "analytics")
