from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Register what the unit of work does about what is told after its commit."""
        from apps.core.uow import AFTERWARDS, register_flush_hook
        from apps.notifications import after_commit

        register_flush_hook(AFTERWARDS, after_commit.enqueue_after_commit)
