"""How much one network, or one link, may send in an hour, counted together by all processes."""

import random

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MESSAGES_AN_HOUR = 10
HOUR = 60 * 60
SAVES_AN_HOUR = 600
"""By one link: one save every six seconds, for an hour."""

_TRIES = 8


def take_turn(request: HttpRequest) -> bool:
    """Return whether this network may send one more message now, and count it if so.

    The hour has a fixed number of places. Taking one is atomic, and each is free again an hour
    after it was taken. Only a keyed hash of the address is kept.
    """
    network = truncate_ip(get_adapter().get_client_ip(request))
    who = salted_hmac("livskraft.intake", network, algorithm="sha256").hexdigest()[:32]
    places = (f"intake:{who}:{place}" for place in range(MESSAGES_AN_HOUR))
    return any(cache.add(place, 1, HOUR) for place in places)


def take_turn_by_link(link: int) -> bool:
    """Return whether something more may be sent by a link now, and count it if so.

    As above, but the hour has so many places that a few are tried at random: past nine tenths of
    them some sends are refused.
    """
    tried = random.sample(range(SAVES_AN_HOUR), _TRIES)
    return any(cache.add(f"intake:link:{link}:{place}", 1, HOUR) for place in tried)
