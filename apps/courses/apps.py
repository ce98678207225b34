from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "apps.courses"

    def ready(self) -> None:
        """Register the hook that enqueues repricing jobs before the unit of work commits."""
        from apps.core.uow import register_before_commit_hook
        from apps.courses.services import billing

        register_before_commit_hook(billing.FLUSH_HOOK, billing.enqueue_repricing_jobs)
