"""How much one network may send in an hour, counted together by all processes."""

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MESSAGES_AN_HOUR = 10
HOUR = 60 * 60


def take_turn(request: HttpRequest) -> bool:
    """Return whether this network may send one more message now, and count it if so.

    The hour has a fixed number of places. Taking one is atomic, and each is free again an hour
    after it was taken. Only a keyed hash of the address is kept.
    """
    network = truncate_ip(get_adapter().get_client_ip(request))
    who = salted_hmac("livskraft.intake", network, algorithm="sha256").hexdigest()[:32]
    places = (f"intake:{who}:{place}" for place in range(MESSAGES_AN_HOUR))
    return any(cache.add(place, 1, HOUR) for place in places)
