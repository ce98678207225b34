from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let `manage.py createsuperuser` create users by the service."""
        from apps.accounts.models import UserManager
        from apps.accounts.services import create_user

        UserManager.create_user = staticmethod(create_user)
