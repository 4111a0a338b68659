"""The second step when signing in: who must have it, and how its secrets are kept."""

import base64
import logging
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from livskraft.accounts.policies import PERMISSIONS

logger = logging.getLogger(__name__)

_rule = PERMISSIONS["plans.publish_record"]
THOSE_WHO_PUBLISH = _rule.anywhere | _rule.leading | _rule.taking_part


def is_demanded(user: Any) -> bool:
    """Return whether this person must have a second step: the setting is on and they may publish."""
    return bool(settings.LIVSKRAFT_REQUIRE_TOTP and user.role in THOSE_WHO_PUBLISH)


def has_second_step(user: Any) -> bool:
    """Return whether the person has set up one-time codes. One query."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def lacks_demanded_step(user: Any) -> bool:
    """Return whether the person must set up one-time codes before going on."""
    return is_demanded(user) and not has_second_step(user)


def unused_codes(user: Any) -> list[str] | None:
    """Return the recovery codes that are left; None for somebody without a second step."""
    kept = Authenticator.objects.filter(
        user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return kept.wrap().get_unused_codes() if kept else None


def encrypt(secret: str) -> str:
    """Return the secret as it is stored: whoever reads the database alone learns nothing."""
    return _box().encrypt(secret.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the secret; when the installation's key has changed, one that no code fits."""
    try:
        return _box().decrypt(stored.encode()).decode()
    except InvalidToken:
        logger.error("A second step was stored with another LIVSKRAFT_SECRET_KEY; set it up anew.")
        return new_secret()


def new_secret() -> str:
    """Return a random key for an app that makes one-time codes."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    digest = salted_hmac("livskraft.accounts.second_step", "", key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
