"""Addresses for signing in and out. Nobody registers, and no password is reset by mail."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("logga-in/", views.login, name="account_login"),
    path("logga-ut/", views.logout, name="account_logout"),
    path("konto-stangt/", views.account_inactive, name="account_inactive"),
]
