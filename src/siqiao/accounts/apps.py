from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "siqiao.accounts"
    label = "accounts"

    def ready(self) -> None:
        from siqiao.accounts import access
        from siqiao.accounts.services import sign_in  # noqa: F401  its signals

        access.declare()
