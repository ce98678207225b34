"""The project as a Django app: it carries system checks and the start of logging."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Loads logging and the system checks at start."""

    name = "project"
    verbose_name = "Talim"

    def ready(self) -> None:
        """Configure structured logging and register the checks."""
        from project import checks, logs

        logs.configure()
        checks.register()
