from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "apps.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Register what the unit of work does about what was emitted."""
        from apps.core.outgoing import HOOK
        from apps.core.uow import register_flush_hook
        from apps.webhooks import emitting

        register_flush_hook(HOOK, emitting.flush)
