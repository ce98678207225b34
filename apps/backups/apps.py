from django.apps import AppConfig
from django.core import checks


class BackupsConfig(AppConfig):
    name = "apps.backups"

    def ready(self) -> None:
        """Register the check that runs before worker, scheduler, speech, telegram and `migrate`."""
        from apps.backups.start_checks import check_no_unfinished_restore

        checks.register(check_no_unfinished_restore, "jobs")
