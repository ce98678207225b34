from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "apps.courses"
    label = "courses"

    def ready(self) -> None:
        """Register what the unit of work does about changed bills before it commits."""
        from apps.core.uow import register_flush_hook
        from apps.courses.services import bills

        register_flush_hook(bills.HOOK, bills.enqueue)
