"""All settings. What differs between installations comes from the environment (see README)."""

from pathlib import Path

import environ

from livskraft.config.secret import secret_key

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
LIVSKRAFT_DATA = Path(env.str("LIVSKRAFT_DATA", default="livskraft-data")).absolute()
STATIC_ROOT = LIVSKRAFT_DATA / "static"

SECRET_KEY = env.str("LIVSKRAFT_SECRET_KEY", default="") or secret_key(LIVSKRAFT_DATA)
DEBUG = False
LIVSKRAFT_PUBLIC_URL = env.str("LIVSKRAFT_PUBLIC_URL", default="").rstrip("/")
LIVSKRAFT_CONTACT = env.str("LIVSKRAFT_CONTACT", default="")
LIVSKRAFT_SITE = Path(env.str("LIVSKRAFT_SITE", default=str(LIVSKRAFT_DATA / "site.yaml")))
IS_DEMO = env.bool("LIVSKRAFT_DEMO", default=False)
ALLOWED_HOSTS = env.list("LIVSKRAFT_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [LIVSKRAFT_PUBLIC_URL] if LIVSKRAFT_PUBLIC_URL else []
_IS_HTTPS = LIVSKRAFT_PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "livskraft.shared",
    "livskraft.accounts",
    "livskraft.plans",
    "livskraft.indicators",
    "livskraft.website",
    "livskraft.intake",
    "livskraft.workspace",
    "livskraft.cli",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "simple_history",
    "rules",
]

MIDDLEWARE = [
    "livskraft.config.middleware.SecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "livskraft.config.urls"
WSGI_APPLICATION = "livskraft.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "livskraft.shared.context.site",
                "livskraft.plans.context.plan",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{LIVSKRAFT_DATA / 'livskraft.sqlite3'}"
    ),
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Parallel writers queue instead of failing: the write lock is taken at BEGIN.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 8, "timeout": 10}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes, so that attempts to sign in are counted together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "livskraft.accounts.backends.SignInBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "livskraft.accounts.adapter.ClosedSignupAdapter"
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 8 * 60 * 60
# Behind https stands a proxy; the address that it adds last is the visitor's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _IS_HTTPS else 0
CSRF_FAILURE_VIEW = "livskraft.shared.errors.csrf_failure"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [LIVSKRAFT_DATA / "build"]  # Files that `livskraft prepare` makes.
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # That folder comes with the first `prepare`.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ROOT = None

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # It repeats every attempt to connect; the error that ends them says the same.
    "loggers": {"psycopg.pool": {"level": "ERROR"}},
}

# What packages above `plans` keep of a plan file: lists of `plans.services.planfile.tables.Table`.
PLAN_FILE_TABLES = ["livskraft.indicators.services.TABLES"]
