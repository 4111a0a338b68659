"""Addresses of the people who answer for activities, and of personal data."""

from django.urls import path

from livskraft.workspace.people import leaving, personal_data, views

urlpatterns = [
    path("personer/", views.people_list, name="people"),
    path("personer/ny/", views.new_person, name="person-new"),
    path("personer/<int:pk>/", views.person, name="person"),
    path("personer/<int:pk>/andra/", views.edit_person, name="person-edit"),
    path("personer/<int:pk>/slutar/", leaving.leave, name="person-leave"),
    path("personer/<int:pk>/slutar-inte/", leaving.stay, name="person-stay"),
    path("mina-uppgifter/", personal_data.own_data, name="own-data"),
    path("mina-uppgifter/fil/", personal_data.own_file, name="own-data-file"),
    path("personuppgifter/", personal_data.search, name="personal-data"),
    path("personuppgifter/<slug:key>/", personal_data.subject, name="personal-data-of"),
    path("personuppgifter/<slug:key>/fil/", personal_data.file, name="personal-data-file"),
    path("personuppgifter/<slug:key>/radera/", personal_data.erase, name="erase-person"),
]
