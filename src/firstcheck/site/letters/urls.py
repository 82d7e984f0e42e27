"""The addresses of letters. They name kinds of letters, never a word of a paper."""

from django.urls import path, register_converter

from firstcheck.site.letters import file_views, packet_views, page_views
from firstcheck.site.letters.converters import LetterKind, SheetName

register_converter(LetterKind, "letter")
register_converter(SheetName, "sheet")

app_name = "letters"
urlpatterns = [
    path("", page_views.listed, name="list"),
    path("denial/", page_views.choose, name="choose"),
    path("dates.ics", file_views.dates, name="dates"),
    path("sheets/<sheet:sheet>.pdf", file_views.sheet_file, name="sheet"),
    path("<letter:kind>/", page_views.preview, name="preview"),
    path("<letter:kind>/check/", page_views.check, name="check"),
    path("<letter:kind>/edit/", page_views.edit, name="edit"),
    path("<letter:kind>/packet/", packet_views.packet, name="packet"),
    path("<letter:kind>/letter.<str:ending>", file_views.letter_file, name="file"),
]
