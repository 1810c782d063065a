"""How is a process configured? From the environment alone: EKEY_… variables, secrets among them."""

import os
from collections.abc import Mapping
from pathlib import Path

PREFIX = "EKEY_"
HOME = Path(__file__).parent.parent


class Misconfigured(Exception):
    """A setting is missing or wrong; the text names it."""


def settings_from(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """All EKEY_… variables, without the prefix, in lower case; empty ones do not count."""
    given = os.environ if environment is None else environment
    return {name.removeprefix(PREFIX).lower(): text for name, text in given.items() if name.startswith(PREFIX) and text}


def needed(settings: Mapping[str, str], name: str) -> str:
    """A setting that must be there."""
    if not settings.get(name):
        raise Misconfigured(f"{PREFIX}{name.upper()} is not set")
    return settings[name]


def urls_from(settings: Mapping[str, str]) -> dict[str, str]:
    """The base URLs of the services that are named (EKEY_URL_REGISTRATION …)."""
    return {name.removeprefix("url_"): url.rstrip("/") for name, url in settings.items() if name.startswith("url_")}


def secret_from(settings: Mapping[str, str]) -> bytes:
    """The master secret: at least 32 hexadecimal digits."""
    try:
        secret = bytes.fromhex(needed(settings, "secret"))
    except ValueError as error:
        raise Misconfigured("EKEY_SECRET is not hexadecimal") from error
    if len(secret) < 16:
        raise Misconfigured("EKEY_SECRET is shorter than 16 bytes")
    return secret
