from django.apps import AppConfig
from django.core import checks


class JobsConfig(AppConfig):
    name = "apps.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register the wake-up hook of the unit of work and the system check of job kinds."""
        from apps.core.uow import register_before_commit_hook
        from apps.jobs import queues
        from apps.jobs.checks import check_declared_kinds

        register_before_commit_hook("jobs", queues.wake_queues_after_commit)
        checks.register(check_declared_kinds, "jobs")
