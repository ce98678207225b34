"""App config of Django's admin with our admin site."""

from django.contrib.admin import apps, site


class AdminConfig(apps.AdminConfig):
    """Replaces `django.contrib.admin` in INSTALLED_APPS."""

    default_site = "project.admin_site.TalimAdminSite"

    def ready(self) -> None:
        """Load the admin, then remove Django's groups: roles hold the permissions here."""
        super().ready()
        from django.contrib.auth.models import Group

        if site.is_registered(Group):
            site.unregister(Group)
