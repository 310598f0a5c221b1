"""Addresses of the API, under /api/."""

from django.urls import path

from siqiao.api import (
    operations,  # noqa: F401  declares the operations
    views,
)
from siqiao.api.guard import api

urlpatterns = [
    path("", views.operations_page, name="api-docs"),
    path("openapi.json", views.schema, name="api-schema"),
    path("", api.urls),  # type: ignore[arg-type]
]
