"""Addresses of the frame's own pages; they stand at the root."""

from django.urls import path

from siqiao.web import views

urlpatterns = [
    path("styleguide", views.styleguide, name="styleguide"),
    path("empty", views.empty_page, name="empty-page"),
]
