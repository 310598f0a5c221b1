from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "siqiao.cockpit"
    label = "cockpit"
