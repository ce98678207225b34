"""The project as a Django app: it sets up logging, metrics and the system checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Sets up logging, Sentry, metrics, system checks and admin names at start."""

    name = "project"
    verbose_name = "Talim"

    def ready(self) -> None:
        """Configure logging and Sentry, register metrics and checks, translate admin names."""
        from django.conf import settings

        from apps.core import metrics
        from project import admin_names, checks, logs
        from project.postgres.base import DatabaseWrapper

        logs.configure_logging()
        if settings.ENV.sentry_dsn:
            from project import sentry

            sentry.start_sentry()
        metrics.register_gauge("talim_db_pool_connections", DatabaseWrapper.get_pool_counts)
        checks.register_checks()
        admin_names.translate_model_names()
