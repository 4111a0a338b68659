"""Addresses of forms that need no account, and of pages that tell what came in and what left."""

from django.urls import path

from livskraft.intake import outbox, views
from livskraft.intake.answer import views as answer

urlpatterns = [
    path("kontakt/", views.contact, name="contact"),
    path("kontakt/tack/", views.contact_sent, name="contact-sent"),
    path("svar/<str:token>/", answer.answer, name="answer"),
    path("svar/<str:token>/underlag/<int:pk>/", answer.attached, name="answer-file"),
    path("arbeta/meddelanden/", views.inbox, name="messages"),
    path("arbeta/meddelanden/<int:message_id>/", views.handle, name="handle-message"),
    path("arbeta/utskick/", outbox.mails, name="mails"),
    path("arbeta/utskick/<int:pk>/", outbox.look_after, name="look-after-mail"),
]
