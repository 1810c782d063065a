"""What is one service process told at its start? Everything by its environment, nothing by its command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ekey.addresses import SERVICES
from ekey.secret import Secrets
from ekey.settings import ROOT, StackSettings

HOST = "127.0.0.1"
OPERATOR_EMAIL = "operator@ekey.example"
DEFAULTS = {
    "EKEY_POLICY": str(ROOT / "contracts" / "policy.yaml"),
    "EKEY_POLICY_PROFILE": "2022",
    "EKEY_OPERATOR_EMAIL": OPERATOR_EMAIL,
    "EKEY_PORTAL": "http://localhost:8000",
    "EKEY_CLOCK": "",
    "EKEY_SWEEP_SECONDS": "15",
    "EKEY_LOG_LEVEL": "INFO",
}


def environment(
    service: str,
    *,
    settings: StackSettings,
    secrets: Secrets,
    databases: Mapping[str, str],
    kafka: Sequence[str],
    smtp: str,
    ports: Mapping[str, int],
    world: Mapping[str, str],
    outside: Mapping[str, str],
) -> Mapping[str, str]:
    """The EKEY_… variables of one service.

    `databases` maps a service, and `keys`, to its DSN; `world` are the settings of the world it works for;
    they go before `outside`, the caller's own environment, and that before the defaults.
    """
    chosen = DEFAULTS | {name: value for name, value in outside.items() if name in DEFAULTS} | dict(world)
    return {
        **chosen,
        **{f"EKEY_URL_{name.upper()}": url(ports[name]) for name in SERVICES},
        "EKEY_OPERATOR_PASSWORD": operator_password(secrets, outside),
        "EKEY_DATABASE": databases[service],
        "EKEY_KEYS_DATABASE": databases["keys"],
        "EKEY_KAFKA": ",".join(kafka),
        "EKEY_SECRET": outside.get("EKEY_SECRET") or secrets.root,
        "EKEY_HOST": HOST,
        "EKEY_PORT": str(ports[service]),
        "EKEY_FOLDER": str(service_folder(settings.folder, service)),
        "EKEY_FILES": outside.get("EKEY_FILES") or str(settings.folder / "files"),
        "EKEY_SMTP": smtp,
        "EKEY_SESSION_TIMEOUT_MS": str(settings.session_timeout),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


def operator_password(secrets: Secrets, outside: Mapping[str, str]) -> str:
    """The one that was given, else the one that was made."""
    return outside.get("EKEY_OPERATOR_PASSWORD") or secrets.operator_password


def service_folder(folder: Path, service: str) -> Path:
    """Where a service keeps what is its own (production: `tokens/`)."""
    return folder / "services" / service


def url(port: int) -> str:
    """The base URL of a port of this machine."""
    return f"http://{HOST}:{port}"
