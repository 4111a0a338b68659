"""Addresses of the workbooks of a round: downloaded, and uploaded when they are filled in."""

from django.urls import path

from livskraft.workspace.workbooks import views

urlpatterns = [
    path("omgangar/<slug>/arbetsbocker/", views.workbooks, name="workbooks"),
    path("omgangar/<slug>/arbetsbocker/<int:pk>/", views.workbook, name="workbook"),
    path("omgangar/<slug>/arbetsbocker/<actor>.xlsx", views.workbook_file, name="workbook-file"),
]
