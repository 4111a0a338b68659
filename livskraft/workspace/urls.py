"""Addresses of what is only for those who are signed in."""

from django.urls import path

from livskraft.workspace import views

urlpatterns = [path("", views.start, name="workspace")]
