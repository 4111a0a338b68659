"""Signing in with e-mail address and password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class SignInBackend(AuthenticationBackend):
    """Knows who somebody is, not what they may do: that stands in `policies.py` alone."""

    def has_perm(self, user: Any, perm: str, obj: Any = None) -> bool:
        """Return False: no permission is kept in the database."""
        return False

    def get_all_permissions(self, user: Any, obj: Any = None) -> set[str]:
        """Return none."""
        return set()
