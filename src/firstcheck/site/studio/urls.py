"""The addresses of the Studio. They hold names of files and never a word of a draft."""

from django.urls import path

from firstcheck.site.studio import views

app_name = "studio"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("enter/<slug:number>/", views.enter, name="enter"),
    path("file/<path:name>/", views.file, name="file"),
    path("preview/<path:name>/", views.preview, name="preview"),
    path("approve/<path:name>/", views.approve, name="approve"),
    path("discard/<path:name>/", views.discard, name="discard"),
]
