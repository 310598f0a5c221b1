"""The furniture's app: when all rooms stand, it lets each register what it declares."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

FURNITURE = (
    "ledgers",
    "lifecycle",
    "indicators",
    "charts",
    "alerts",
    "navigation",
    "finders",
    "work",
    "import_work",
    "checks",
    "proof",
    "actions",
)


class CoreConfig(AppConfig):
    name = "siqiao.core"
    label = "core"

    def ready(self) -> None:
        for furniture in FURNITURE:
            autodiscover_modules(furniture)
