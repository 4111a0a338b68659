"""Addresses that machines ask for: health, robots, site map, the region's colours and logo."""

from django.urls import path

from livskraft.website import machine_views

urlpatterns = [
    path("healthz", machine_views.health, name="health"),
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", machine_views.site_map, name="site-map"),
    path("tema.css", machine_views.colours, name="colours"),
    path("logotyp", machine_views.region_logo, name="logo"),
]
