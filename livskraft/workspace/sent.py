"""What a form sent beside its own fields: the keys of records."""

from django.http import HttpRequest


def key_of(text: str) -> int | None:
    """Return a record's key, None where the text is none: "²" counts as a digit, but is no number."""
    is_key = text.isascii() and text.isdecimal() and len(text) <= 18
    return int(text) if is_key else None


def keys_of(request: HttpRequest, name: str) -> list[int]:
    """Return the keys that were sent under a name; what is none is left out."""
    keys = [key_of(sent) for sent in request.POST.getlist(name)]
    return [key for key in keys if key is not None]
