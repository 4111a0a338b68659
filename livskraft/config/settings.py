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
    "livskraft.reporting",
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
    "allauth.mfa",
    "allauth.usersessions",
    "simple_history",
    "rules",
    "django_tasks",
    "django_tasks_db",
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
    "livskraft.config.middleware.FormsOnlyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "livskraft.accounts.middleware.LastSeenMiddleware",
    "livskraft.accounts.middleware.SecondStepMiddleware",
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
        # Past this number old entries go: enough that nobody can flood the counts away.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "livskraft.accounts.backends.SignInBackend",
]
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATORS}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": f"{_VALIDATORS}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "livskraft.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "livskraft.accounts.forms.SignInForm",
    "reauthenticate": "livskraft.accounts.forms.ConfirmPasswordForm",
    "change_password": "livskraft.accounts.forms.ChangePasswordForm",
}
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords and wrong codes have allauth's own limits: 10 a minute from one address, 5 in
# five minutes for one account. "key" is the e-mail address.
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,3/h/key"}
MFA_ADAPTER = "livskraft.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "livskraft.accounts.forms.ActivateTotpForm",
    "authenticate": "livskraft.accounts.forms.CodeForm",
    "reauthenticate": "livskraft.accounts.forms.ConfirmCodeForm",
}
MFA_TOTP_TOLERANCE = 1  # The code before and the one after, for slow fingers and slow clocks.
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Accounts are made by an administrator.
# Those who may publish must have a second step.
LIVSKRAFT_REQUIRE_TOTP = env.bool("LIVSKRAFT_REQUIRE_TOTP", default=False) and not IS_DEMO
SESSION_COOKIE_AGE = 8 * 60 * 60
# Behind https stands a proxy; the address that it adds last is the visitor's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _IS_HTTPS else 0
CSRF_FAILURE_VIEW = "livskraft.shared.errors.csrf_failure"

# Without EMAIL_URL mails become files in the data folder.
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = LIVSKRAFT_DATA / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("LIVSKRAFT_MAIL_FROM", default=LIVSKRAFT_CONTACT)

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
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
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
    "loggers": {
        "psycopg.pool": {"level": "ERROR"},
        # A page that somebody may not see, or that is not there, is no fault of the site.
        "django.request": {"level": "ERROR"},
        # Tells in English of every start and stop; errors of tasks stand in our own rows.
        "django_tasks_db": {"level": "ERROR"},
        # Which link was opened, and nothing of whose it is: opening one writes nowhere else.
        "livskraft.reporting.links": {"level": "INFO"},
    },
}

# The statistics store: figures, raw answers, and what is derived from them.
LIVSKRAFT_SNAPSHOTS = LIVSKRAFT_DATA / "snapshots"
LIVSKRAFT_SOURCE_URLS = env.str("LIVSKRAFT_SOURCE_URLS", default="")

# A command that says 0 for a clean file; without it files are taken unscanned.
LIVSKRAFT_SCAN_COMMAND = env.str("LIVSKRAFT_SCAN_COMMAND", default="")

# The queue of `livskraft worker`. What is to be done is kept in rows of ours; tasks only name them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# What `livskraft tick` calls, in this order: functions that take the time and tell in lines.
PERIODIC_WORK = [
    "livskraft.indicators.services.jobs.tick",
    "livskraft.indicators.services.catalogue.tick",
    "livskraft.indicators.services.assessing.tick",
    "livskraft.reporting.services.periodic.tick",
    "livskraft.reporting.services.telling.tick",
    "livskraft.reporting.mail.handover.tick",
    "livskraft.reporting.services.files.tick",
    "livskraft.reporting.services.workbooks.tick",
]

# What packages above `plans` do once a plan is written: functions that take it and the sections.
AFTER_PLAN_WRITTEN = ["livskraft.indicators.services.assessing.assess_plan_records"]

# What packages above `plans` keep of a plan file: lists of `plans.queries.planfile.tables.Table`.
PLAN_FILE_TABLES = ["livskraft.indicators.services.TABLES"]

# What packages above `plans` have to say of a record before it is published: functions that return
# `plans.planfile.gate.Fault` of (section, slug, record, surroundings).
RECORD_CHECKS = [
    "livskraft.indicators.queries.checking.indicator_faults",
    "livskraft.reporting.queries.gates.gate_faults",
]
# What they have against a status of activities: functions of (keys of activities, status) that
# return such a fault by key.
STATUS_CHECKS = ["livskraft.reporting.queries.gates.gates_shut_to"]

# What each package stores about people, for showing, erasing and cleaning it: classes of
# `shared.personal.Part`.
PERSONAL_DATA = [
    "livskraft.accounts.personal.AccountsPart",
    "livskraft.plans.personal.PlansPart",
    "livskraft.indicators.personal.IndicatorsPart",
    "livskraft.reporting.personal.ReportingPart",
    "livskraft.reporting.mail.personal.MailPart",
    "livskraft.intake.personal.IntakePart",
]
# Functions that return the help texts of forms: no plan is published with one as its content.
TEMPLATE_TEXTS = ["livskraft.workspace.forms.help_texts.help_texts"]

# Drafts that were published or discarded are deleted after so many days.
DRAFTS_KEPT_DAYS = 400
