from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Register the hook that runs just before the commit and stores deferred messages as a job; the job sends them
        after the commit.
        """
        from apps.core.uow import DEFERRED, register_before_commit_hook
        from apps.notifications import after_commit

        register_before_commit_hook(DEFERRED, after_commit.enqueue_deferred_messages)
