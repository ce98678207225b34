"""Django's admin as an app, with our site."""

from django.contrib.admin import apps, site


class AdminConfig(apps.AdminConfig):
    """In the place of `django.contrib.admin`."""

    default_site = "project.admin_site.Site"

    def ready(self) -> None:
        """As ever, without Django's groups: roles are permissions here."""
        super().ready()
        from django.contrib.auth.models import Group

        if site.is_registered(Group):
            site.unregister(Group)
