from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "siqiao.api"
    label = "api"
