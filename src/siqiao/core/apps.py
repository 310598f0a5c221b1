"""The furniture's app: when all rooms stand, it lets each register what it declares."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "siqiao.core"
    label = "core"

    def ready(self) -> None:
        for furniture in ("ledgers", "lifecycle", "indicators", "navigation", "finders", "work"):
            autodiscover_modules(furniture)
