"""Addresses of this package."""

from django.urls import path

from livskraft.website.views import (
    accessibility,
    activities,
    actors,
    forums,
    frames,
    goals,
    indicators,
    municipalities,
    plans,
    search,
    start,
)

urlpatterns = [
    path("", start.start, name="start"),
    path("mal/", goals.goals, name="goals"),
    path("mal/<slug:address>/", goals.goal, name="goal"),
    path("aktiviteter/", activities.activities, name="activities"),
    path("aktiviteter/<slug:address>/", activities.activity, name="activity"),
    path("aktiviteter.csv", activities.activities_csv, name="activities-csv"),
    path("indikatorer/", indicators.indicators, name="indicators"),
    path("indikatorer/<slug:address>/", indicators.indicator, name="indicator"),
    path("indikatorer/<slug:address>.csv", indicators.indicator_csv, name="indicator-csv"),
    path("indikatorer/<slug:address>.json", indicators.indicator_json, name="indicator-json"),
    path("planer/<slug>/", plans.plan, name="plan"),
    path("ramar/", frames.frames, name="frames"),
    path("ramar/<slug>/", frames.frame, name="frame"),
    path("kommuner/", municipalities.municipalities, name="municipalities"),
    path("kommuner/<slug>/", municipalities.municipality, name="municipality"),
    path("aktorer/", actors.actors, name="actors"),
    path("aktorer/<slug>/", actors.actor, name="actor"),
    path("forum/", forums.forums, name="forums"),
    path("forum/<slug>/", forums.forum, name="forum"),
    path("sok/", search.search_page, name="search"),
    path("tillganglighet/", accessibility.accessibility, name="accessibility"),
]
