"""The project as a Django app: it carries system checks and the start of logging."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Loads logging and the system checks at start."""

    name = "project"
    verbose_name = "Talim"

    def ready(self) -> None:
        """Configure structured logging and register the checks."""
        from django.conf import settings

        from apps.core import metrics
        from project import admin_names, checks, logs
        from project.postgres.base import DatabaseWrapper

        logs.configure()
        if settings.ENV.sentry_dsn:
            from project import sentry

            sentry.begin()
        metrics.gauge("talim_db_pool_connections", DatabaseWrapper.pool_states)
        checks.register()
        admin_names.translate()
