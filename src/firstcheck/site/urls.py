"""The addresses. None of them ever holds a word of a paper."""

from django.urls import include, path, re_path, register_converter

from firstcheck.site.analyzer import answer_views, check_views, home_views, question_views, refusals
from firstcheck.site.analyzer.converters import FactName
from firstcheck.site.guide import phone_views, review_views, start_views
from firstcheck.site.guide import views as guide

register_converter(FactName, "fact")

urlpatterns = [
    path("", home_views.home, name="home"),
    path("example/", home_views.example, name="example"),
    path("about/", home_views.about, name="about"),
    path("deleted/", home_views.deleted, name="deleted"),
    path("delete/", home_views.delete, name="delete"),
    path("health/", home_views.health, name="health"),
    path("check/", check_views.check, name="check"),
    path("check/<fact:name>/", check_views.correct, name="correct"),
    path("paper/<int:paper>/page-<int:page>.png", check_views.picture, name="picture"),
    path("questions/", question_views.questions, name="questions"),
    path("questions/<fact:name>/", question_views.question, name="question"),
    path("answer/", answer_views.answer, name="answer"),
    path("answer/firstcheck.json", answer_views.download, name="download"),
    path("letters/", include("firstcheck.site.letters.urls")),
    path("studio/", include("firstcheck.site.studio.urls")),
    path("search/", guide.search, name="search"),
    path("start/", start_views.start, name="start"),
    path("review/", review_views.review, name="review"),
    path("phone/", phone_views.square, name="phone"),
    path("phone/use/<slug:number>/", phone_views.use, name="phone-use"),
    path("phone/send/", phone_views.send, name="phone-send"),
    path("sitemap.xml", guide.sitemap, name="sitemap"),
    path("robots.txt", guide.robots, name="robots"),
    path("llms.txt", guide.llms, name="llms"),
    path("guide/changes.xml", guide.feed, name="feed"),
    path("guide/<slug:kind>/<slug:name>.txt", guide.blank, name="blank"),
    re_path(r"^guide/(?P<path>(?:[a-z0-9-]+/){0,2})$", guide.page, name="guide"),
    re_path(r"^guide/(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)?)$", guide.without_slash),
]

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
handler500 = refusals.broken
