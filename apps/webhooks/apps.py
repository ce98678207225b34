from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "apps.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Register the flush hook for webhook events."""
        from apps.core.outgoing_events import HOOK
        from apps.core.uow import register_before_commit_hook
        from apps.webhooks import delivery_queue

        register_before_commit_hook(HOOK, delivery_queue.create_deliveries_of_events)
