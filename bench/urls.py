"""The site's addresses and those of the pages that it is compared with."""

from django.urls import path

from bench import reference
from livskraft.config.urls import urlpatterns as own

urlpatterns = [
    path("jamforelse/enkel/", reference.minimal),
    path("jamforelse/rad-for-rad/", reference.row_by_row),
    *own,
]
