"""Addresses of the cockpit; they stand at the root."""

from django.urls import path

from siqiao.cockpit import views

urlpatterns = [
    path("", views.front_door, name="cockpit"),
    path("indicators", views.indicators, name="indicators"),
    path("indicators/<slug:code>", views.indicator_page, name="indicator"),
    path("charts/<slug:name>.xlsx", views.chart_excel, name="chart-excel"),
]
