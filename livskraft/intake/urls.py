"""Addresses of forms that need no account, and of the page where those who keep the site read them."""

from django.urls import path

from livskraft.intake import views

urlpatterns = [
    path("kontakt/", views.contact, name="contact"),
    path("kontakt/tack/", views.contact_sent, name="contact-sent"),
    path("arbeta/meddelanden/", views.inbox, name="messages"),
    path("arbeta/meddelanden/<int:message_id>/", views.handle, name="handle-message"),
]
