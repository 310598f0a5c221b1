from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "siqiao.funds"
    label = "funds"
