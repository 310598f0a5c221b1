from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "siqiao.web"
    label = "web"
