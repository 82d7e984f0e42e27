"""Django's settings. There is no database: papers live encrypted for an hour in the vault and nowhere else."""

import os
import socket

from firstcheck.site.state import secret_key

DEBUG = False
SECRET_KEY = secret_key()
#: Names under which a browser may ask for the site: this computer, and what FIRSTCHECK_HOSTS adds, comma-separated.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", socket.gethostname()]
ALLOWED_HOSTS += [name.strip() for name in os.environ.get("FIRSTCHECK_HOSTS", "").split(",") if name.strip()]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "firstcheck.site.analyzer",
    "firstcheck.site.guide",
    "firstcheck.site.letters",
    "firstcheck.site.studio",
]
MIDDLEWARE = [
    "firstcheck.site.shields.ResponseHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "firstcheck.site.language.Languages",
    "firstcheck.site.phone.PhoneGate",
    "django.middleware.common.CommonMiddleware",
    "firstcheck.site.shields.WithheldOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "firstcheck.site.urls"
DATABASES: dict[str, object] = {}
USE_TZ = True
USE_I18N = False
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["firstcheck.site.analyzer.templatetags.wording", "firstcheck.site.guide.templatetags.guide"]
        },
    }
]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Uploads stay in memory: Django's own handlers would write larger ones to a temporary file in the clear.
FILE_UPLOAD_HANDLERS = ["firstcheck.site.analyzer.uploads.MemoryOnly"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "firstcheck.site.analyzer.refusals.form_expired"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"paperless": {"()": "firstcheck.site.quiet_log.WithoutPapers"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "paperless"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True, "level": "WARNING"}},
}
