"""Every setting of the site. What may differ between machines is read from the environment."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from portrait_site import env
from portrait_site.data_region import LOCAL, require_region
from portrait_site.settings.content_security import admin_policy, site_policy

# Lets Django's own generic classes be written with their types, as in ModelAdmin[Template].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent

PORT = env.number("PORT", 8000)
DATA_DIR = env.directory("DATA_DIR", BASE_DIR / "var")
KEYS_DIR = DATA_DIR / "keys"
# For development: {"object-1": "<32 bytes, base64url> <time>", ...} in the place of the files.
ENVIRONMENT_KEYS = env.texts("SITE_KEYS")
RUN_DIR = DATA_DIR / "run"
SITE_ORIGIN = env.text("SITE_ORIGIN", f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_HOST = str(urlsplit(SITE_ORIGIN).hostname)
PASSKEY_HOST = env.passkey_host(SITE_HOST)
IS_TLS = SITE_ORIGIN.startswith("https://")

# --- Django
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or env.secret_file(KEYS_DIR / "secret_key")
ALLOWED_HOSTS = [SITE_HOST, "127.0.0.1", "localhost"]
ROOT_URLCONF = "portrait_site.urls"
WSGI_APPLICATION = "portrait_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False
SITE_ID = 1

INSTALLED_APPS = [
    "portrait_site.staff_admin.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "whitenoise",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_celery_beat",
    "privacy",
    "accounts",
    "portraits",
    "portrait_site",
]

MIDDLEWARE = [
    "portrait_site.middleware.network_log.NetworkLogMiddleware",
    "portrait_site.middleware.coarse_browser.CoarseBrowserMiddleware",
    "portrait_site.middleware.security_headers.SecurityHeadersMiddleware",
    "portrait_site.middleware.declared_cookies.DeclaredCookiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before any body is read: after the end of the service nothing new is taken in.
    "portrait_site.middleware.service_end.ServiceEndMiddleware",
    # Before CSRF: that middleware reads a whole multipart body before it refuses (SECURITY F3).
    "portraits.gates.UploadGateMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "portrait_site.middleware.page_counts.PageCountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portrait_site.context.site",
            ],
        },
    },
]

# --- databases: everything, the keys of short-lived objects (never backed up), the network log
DATABASES = {
    "default": env.database("DATABASE_URL", DATA_DIR / "db" / "main.sqlite3", "FULL"),
    "keys": env.database("KEYS_DATABASE_URL", DATA_DIR / "db" / "keys.sqlite3", "FULL"),
    "log": env.database("LOG_DATABASE_URL", DATA_DIR / "db" / "log.sqlite3", "NORMAL"),
}
DATABASE_ROUTERS = ["portrait_site.databases.DatabaseRouter"]
CACHES = {
    # The only shared store beside the databases is the broker, which may hold nothing about people.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        # The packages name addresses in their keys.
        "KEY_FUNCTION": "portrait_site.cache_keys.cache_key",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# --- files
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "templates", "base_url": None},
    },
    "sealed": env.sealed_storage(env.text("STORAGE_URL"), DATA_DIR / "store"),
    "staticfiles": {"BACKEND": "portrait_site.static_files.StaticStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# What set-up fetched for pages: typefaces, and what the camera runs in the browser.
FETCHED = ("fonts", "camera")
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *(
        (name, BASE_DIR / "models" / name)
        for name in FETCHED
        if (BASE_DIR / "models" / name).is_dir()
    ),
]
WHITENOISE_USE_FINDERS = False
# Uploads are sealed as they arrive; Django's own handlers would write a photo to a temp file.
FILE_UPLOAD_HANDLERS = ["privacy.sealed_upload.SealedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "tmp"
# Whatever this copy writes is its owner's alone; WhiteNoise serves the public files itself.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# --- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.sign_in.SignInBackend",
]
PASSWORD_HASHERS = [
    "accounts.backends.Argon2idHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "accounts.backends.MaximumLengthValidator", "OPTIONS": {"max_length": 128}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
HAS_MAIL = bool(env.text("EMAIL_URL"))
ACCOUNT_ADAPTER = "accounts.backends.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if HAS_MAIL else "none"
ACCOUNT_PREVENT_ENUMERATION = True
# An address without an account gets no mail: nobody shall be written to at a stranger's wish.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_RESET_TIMEOUT = int(timedelta(minutes=30).total_seconds())
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_TLS else "http"
# Other providers (OpenID Connect): none until OIDC_PROVIDERS names them.
OIDC_PROVIDERS = env.oidc_providers("OIDC_PROVIDERS")
SOCIALACCOUNT_ENABLED = bool(OIDC_PROVIDERS)
SOCIALACCOUNT_ADAPTER = "accounts.backends.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"], "APPS": OIDC_PROVIDERS}
}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
INSTALLED_APPS += ["allauth.socialaccount.providers.openid_connect"] if OIDC_PROVIDERS else []
MFA_ADAPTER = "accounts.backends.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Where no mail is sent nothing can be confirmed, and staff need their factor there too.
MFA_ALLOW_UNVERIFIED_EMAIL = not HAS_MAIL
# A passkey stands for password and second factor: the device must ask for PIN, finger or face.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Browsers allow passkeys without TLS on this very machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_TLS
# A used code is remembered for its half minute only: an older one must not count any more.
MFA_TOTP_TOLERANCE = 0
MFA_RECOVERY_CODES_SHOW_ONCE = True
# 53 bits each: no table of hashes helps against what is not stored (docs/accounts.md), and axes
# allows five tries.
MFA_RECOVERY_CODE_DIGITS = 16
# How long a second factor, once shown, opens the admin.
STAFF_FACTOR_AGE = timedelta(hours=8)
USERSESSIONS_TRACK_ACTIVITY = False
# One number says how many proxies stand before us, for axes, allauth, DRF and the network log.
PROXY_COUNT = env.number("PROXY_COUNT", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
AXES_IPWARE_PROXY_COUNT = PROXY_COUNT
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "accounts.backends.axes_username"
AXES_CLIENT_IP_CALLABLE = "accounts.backends.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.backends.lockout_response"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_USE_ATTEMPT_EXPIRATION = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
# It would hold the address of everybody who signs in; the list of sessions needs no second one.
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "login", "email", "ip_address", "password"]
AXES_VERBOSE = False

SESSION_ENGINE = "accounts.models.session"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_TLS
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_TLS else "sessionid"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_TLS
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_TLS else "csrftoken"
CSRF_FAILURE_VIEW = "portrait_site.error_pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_TLS

# --- headers (the rest is in middleware/security_headers.py)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": site_policy(is_tls=IS_TLS, form_targets=env.origins_of(OIDC_PROVIDERS))
}
ADMIN_CONTENT_SECURITY_POLICY = {"DIRECTIVES": admin_policy(is_tls=IS_TLS)}
SECURE_SSL_REDIRECT = IS_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if IS_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_TLS
SECURE_HSTS_PRELOAD = IS_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not no-referrer: Origin would become null and Django's own CSRF check would fail.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
SITE_NAME = _("Portrait Studio")

# --- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerAuthentication",
        "accounts.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "privacy.api.pagination.PageNumbers",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "privacy.api.problems.answer_with_problem",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
    "NUM_PROXIES": PROXY_COUNT,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Portrait Studio API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # Choices that share a field's name and differ in what they say.
    "ENUM_NAME_OVERRIDES": {
        "JobStatus": "portraits.models.Job.Status",
        "TemplateKind": "portraits.models.Template.Kind",
        "RequestKind": "privacy.models.Ticket.Kind",
        "RequestState": "privacy.models.Ticket.State",
        "AccountState": "accounts.models.User.State",
        "ConsentAnswer": ("none", "granted", "withdrawn"),
    },
}
QUOTA_IN_FLIGHT = env.number("QUOTA_IN_FLIGHT", 4)
QUOTA_PER_HOUR = env.number("QUOTA_PER_HOUR", 60)
QUOTA_PER_DAY = env.number("QUOTA_PER_DAY", 300)
SIGNUPS_PER_HOUR = env.number("SIGNUPS_PER_HOUR", 60)
CONTACTS_PER_HOUR = env.number("CONTACTS_PER_HOUR", 20)
# Whose working days and law the deadlines of requests are counted by; see `working_days`.
TICKET_REGION = env.text("TICKET_REGION", "CN")
# Whose law says when incidents are reported (`cn`, `eu`), and whether we count as critical there.
INCIDENT_LAWS = env.names("INCIDENT_LAWS") or ("cn",)
IS_CRITICAL_INFRASTRUCTURE = env.text("CRITICAL_INFRASTRUCTURE") == "yes"
RENDER_WORKERS = env.number("RENDER_WORKERS", 1)
# New work is refused when the estimated wait is longer than a person would stay.
LONGEST_WAIT_S = env.number("LONGEST_WAIT_S", 60)

# --- tasks
BROKER_SOCKET = RUN_DIR / "broker.sock"
DECODER_SOCKET = RUN_DIR / "decode.sock"
CELERY_BROKER_URL = env.text("BROKER_URL", f"redis+socket://{BROKER_SOCKET}")
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# For tests: a dotted path called with every step of a job's life, to kill a process there.
LIFE_STEP_HOOK: str | None = None

# --- mail goes out only: to EMAIL_URL's server, else to files that live for a day
if HAS_MAIL:
    import environ

    vars().update(environ.Env.email_url_config(env.text("EMAIL_URL")))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "portraits@localhost")

# --- where the data lies: nothing starts while a server is elsewhere
DATA_REGION = env.text("DATA_REGION", LOCAL)
DATA_REGION_HOSTS = env.names("DATA_REGION_HOSTS")
require_region(vars())

# --- logs: JSON lines, redacted at the root; nothing is mailed
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "portrait_site.logs.RedactionFilter"}},
    "formatters": {"json": {"()": "portrait_site.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["redact"],
            "formatter": "json",
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "celery": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "portrait_site.logs.NothingReporterFilter"

# --- promises
# What the test run of this very tree found, for checks that are tests.
EVIDENCE_READER = "portrait_site.evidence.read_evidence"
