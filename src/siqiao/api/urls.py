"""Addresses of the API, under `api/`."""

from django.urls import path

from siqiao.api import errors, operations
from siqiao.api.docs import docs_page
from siqiao.api.endpoint import api

DECLARED = (errors, operations)  # read here, so that every endpoint stands before the addresses are listed

urlpatterns = [path("", docs_page, name="api-docs"), path("", api.urls)]
