from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "siqiao.demo"
    label = "demo"
