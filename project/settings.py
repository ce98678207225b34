"""Django's settings, made from the typed environment (`project.env`)."""

import warnings
from copy import deepcopy
from typing import Any

from corsheaders.defaults import default_headers
from django.utils.translation import gettext_lazy as _

from project import admin_colours
from project import env as environment
from project.database import build_database_settings

ENV = environment.load_environment()
BASE_DIR = environment.BASE_DIR

SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = ENV.secret_key_fallbacks
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.allowed_hosts

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "project.admin_config.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "corsheaders",
    "ninja",
    "project",  # before staticfiles: its `runserver` is used
    "django.contrib.staticfiles",
    "api",
    "apps.core",
    "apps.events",
    "realtime",
    "apps.settings",
    "apps.jobs",
    "apps.registry",
    "apps.messaging",
    "apps.accounts",
    "apps.webhooks",
    "apps.notifications",
    "apps.courses",
    "apps.gamification",
    "apps.learning",
    "apps.moderation",
    "apps.lessons",
    "apps.attendance",
    "apps.resources",
    "apps.packages",
    "apps.video",
    "apps.homework",
    "apps.course_transfers",
    "apps.quizzes",
    "apps.grading",
    "apps.certificates",
    "apps.forums",
    "apps.chat",
    "apps.payments",
    "apps.leads",
    "apps.support",
    "apps.kids",
    "apps.analytics",
    "apps.portal",
    "apps.backups",
    "apps.pages",
]

MIDDLEWARE = [
    "api.middleware.request_id_middleware",
    "django.middleware.security.SecurityMiddleware",
    "api.packages.packages_host.packages_host_middleware",
    "project.static_files.StaticFilesMiddleware",
    "project.admin_policy.admin_policy_middleware",
    "api.middleware.language_middleware",
    "corsheaders.middleware.CorsMiddleware",
    "api.middleware.body_refusal_middleware",
    "api.middleware.odd_path_middleware",
    "api.middleware.slash_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": build_database_settings(ENV.database_url, pool_size=ENV.database_pool_size)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENV.redis_url,
        "KEY_PREFIX": f"{ENV.redis_prefix}:cache",
    }
}

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [{"address": ENV.redis_url}], "prefix": f"{ENV.redis_prefix}:channels"},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["apps.accounts.backends.LoginBackend"]
PASSWORD_HASHERS = ["apps.accounts.passwords.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "uz"
LANGUAGES = [("uz", _("Uzbek")), ("ru", _("Russian")), ("en", _("English"))]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = ENV.static_url
STATIC_ROOT = ENV.static_root
MEDIA_ROOT = ENV.media_root
MEDIA_CDN_URL = ENV.media_cdn_url
PACKAGES_ORIGIN = ENV.packages_origin
H5P_ROOT = ENV.h5p_root
VIDEO_LINK_SECRET = ENV.video_link_secret
VIDEO_RESERVE_BYTES = ENV.video_reserve_mb * 1024 * 1024
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# The built pages carry their content's hash in their names.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/static/pages/[a-z-]+-[A-Z0-9]{8}\.[a-z]+$"
# Before the first `collectstatic`, static files are served from the packages.
warnings.filterwarnings("ignore", message="No directory at")

STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
if ENV.s3_bucket:
    STORAGES["default"] = {
        "BACKEND": "apps.core.s3.S3Store",
        "OPTIONS": {
            "bucket_name": ENV.s3_bucket,
            "endpoint_url": ENV.s3_endpoint_url or None,
            "region_name": ENV.s3_region or None,
            "access_key": ENV.s3_access_key or None,
            "secret_key": ENV.s3_secret_key or None,
            "addressing_style": ENV.s3_addressing,
            "upload_method": ENV.s3_uploads,
        },
    }

MAX_UPLOAD_BYTES = ENV.max_upload_mb * 1024 * 1024
MAX_BODY_BYTES = MAX_UPLOAD_BYTES + 64 * 1024  # an upload and the form around it
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 4

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENV.email_host else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = ENV.outbox_root
EMAIL_HOST = ENV.email_host
EMAIL_PORT = ENV.email_port
EMAIL_HOST_USER = ENV.email_user
EMAIL_HOST_PASSWORD = ENV.email_password
EMAIL_USE_TLS = ENV.email_security == "starttls"
EMAIL_USE_SSL = ENV.email_security == "tls"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from

CORS_ALLOWED_ORIGINS = ENV.cors_allowed_origins
CSRF_FAILURE_VIEW = "api.errors.csrf_page"
CORS_URLS_REGEX = r"^/(api|video)/"
CORS_ALLOW_HEADERS = (
    *default_headers,
    "content-range",
    "idempotency-key",
    "if-none-match",
    "playback-token",
    "x-request-id",
)
CORS_EXPOSE_HEADERS = (
    "content-language", "etag", "ratelimit", "ratelimit-policy", "retry-after", "upload-offset", "x-request-id",
)  # fmt: skip
CSRF_TRUSTED_ORIGINS = ENV.csrf_trusted_origins
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
LOGIN_REDIRECT_URL = "admin:index"  # where a sign-in to the admin leads when `next` is foreign
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.https_only
# A host below ours (the packages') may set cookies for ours, but none of these names: browsers refuse it.
COOKIE_PREFIX = "__Host-" if ENV.https_only else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https_only else 0
SECURE_SSL_REDIRECT = False
if ENV.https_only and ENV.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The proxy redirects to https, the API does not (W008); HSTS for subdomains is the centre's decision (W005, W021).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]

NINJA_NUM_PROXIES = ENV.trusted_proxies
NINJA_PAGINATION_MAX_LIMIT = 100

ACCESS_TOKEN_SECONDS = 300
REFRESH_TOKEN_DAYS = 30

REQUESTS_PER_HOUR = ENV.requests_per_hour
REQUESTS_PER_HOUR_STAFF = ENV.requests_per_hour_staff
REQUESTS_PER_HOUR_ADDRESS = ENV.requests_per_hour_address

REDIS_URL = ENV.redis_url
REDIS_PREFIX = ENV.redis_prefix
DECLARING_APPS = ("apps.", "api")

JOB_LEASE_SECONDS = ENV.job_lease_seconds
JOB_RENEW_SECONDS = ENV.job_renew_seconds
JOB_SWEEP_SECONDS = ENV.job_sweep_seconds
SPEECH_ENGINE = "apps.homework.speech_engine.SpeechJobEngine"

REALTIME_HELLO_SECONDS = ENV.realtime_hello_seconds
REALTIME_REPAIR_SECONDS = ENV.realtime_repair_seconds
REALTIME_RECHECK_SECONDS = ENV.realtime_recheck_seconds

# The dotted path of a function that says when the last good backup ended (None: never).
LAST_BACKUP = "apps.backups.queries.get_last_successful_run_end"

# Hosts whose pages a lesson may show in a frame: taken by the server, and allowed by the policy of the pages.
EMBED_HOSTS = ("www.youtube-nocookie.com", "player.vimeo.com", "learningapps.org", "docs.google.com", "forms.gle")

LOGGING_CONFIG = None

UNFOLD = {
    "SITE_TITLE": "Talim",
    "SITE_HEADER": "Talim",
    "SITE_SYMBOL": "school",
    "DASHBOARD_CALLBACK": "project.dashboard.add_dashboard_charts",
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": "project.admin_navigation.get_language_url"},
    "SIDEBAR": {"show_search": True, "navigation": "project.admin_navigation.build_menu"},
    "SITE_URL": "/app/",
    "COLORS": deepcopy(admin_colours.COLOURS),  # Unfold writes into it
    "BORDER_RADIUS": admin_colours.RADIUS,
}
