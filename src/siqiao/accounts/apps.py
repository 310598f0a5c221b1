from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "siqiao.accounts"
    label = "accounts"

    def ready(self) -> None:
        from siqiao.accounts import access

        access.declare()
