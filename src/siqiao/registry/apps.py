from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "siqiao.registry"
    label = "registry"
