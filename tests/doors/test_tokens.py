"""Is a token that does not hold refused at every door, the open ones too?"""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from services.registration.adapters.identities import signed_in
from services.registration.adapters.sessions import token
from services.registration.decider import KEYRING, KEYRINGS
from tests.doors.asking import Endpoint, asked, endpoints, known
from tests.doors.house import House
from tests.doors.test_roles import code

STRANGERS_KEY = ECKey.generate_key("P-256")


def decoded(part: str) -> dict[str, Any]:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def genuine(house: House) -> str:
    """The session of the enterprise whose key arrived."""
    return house.plays["arrived"].applicant.token


def expired(house: House) -> str:
    """Signed by the right key, for a session that ended a minute ago."""
    door, enterprise = house.world.services["registration"].app.state.door, house.plays["arrived"].example.enterprise

    async def made() -> str:
        who = await signed_in(door, enterprise.email, enterprise.password)
        assert who is not None
        number = (await door.load(KEYRINGS, KEYRING)).current
        hour = timedelta(hours=1)
        return token(door.doors.keyed, number, who, at=door.doors.clock.now() - hour, lifetime=hour - timedelta(minutes=1))

    return house.run(made())


def altered(house: House) -> str:
    """The genuine signature under other words: an operator's."""
    head, claims, signature = genuine(house).split(".")
    return ".".join([head, encoded(decoded(claims) | {"kind": "staff", "body": "MOFCOM", "roles": ["operator"]}), signature])


def forged(house: House) -> str:
    """All is right but the key that signed."""
    head, claims, _ = genuine(house).split(".")
    return jwt.encode(decoded(head), decoded(claims), STRANGERS_KEY)


def unsigned(house: House) -> str:
    """It says that it needs no signature."""
    head, claims, _ = genuine(house).split(".")
    return f"{encoded(decoded(head) | {'alg': 'none'})}.{claims}."


def garbage(house: House) -> str:
    return "garbage"


BAD = {"expired": expired, "altered": altered, "forged": forged, "unsigned": unsigned, "garbage": garbage}


@pytest.mark.parametrize("service", ["registration", "application", "verification", "production", "delivery", "tracking"])
def test_a_genuine_session_is_believed_by_every_service(standing: House, service: str) -> None:
    path = {"registration": "/me", "verification": "/cases/EK-ZZZZZZZZZZZZ/remarks", "production": "/keys/x/initial-pin"}
    asking = path.get(service, "/keys" if service == "delivery" else "/cases")
    answer = standing.ask(
        service, standing.who("nobody"), "GET", asking, headers={"Authorization": f"Bearer {genuine(standing)}"}
    )
    assert (answer.status_code, code(answer)) in {(200, ""), (404, "not_found")}


@pytest.mark.parametrize("endpoint", list(endpoints()), ids=lambda e: f"{e.service} {e.name}")
def test_a_token_that_does_not_hold_is_refused(standing: House, endpoint: Endpoint) -> None:
    request = asked(endpoint, known(standing, endpoint.service, "arrived"))
    before = standing.position(endpoint.service)
    for kind, made in BAD.items():
        headers = {"Authorization": f"Bearer {made(standing)}"}
        answer = standing.ask(endpoint.service, standing.who("nobody"), **request, headers=headers)
        assert (answer.status_code, code(answer)) == (401, "unauthenticated"), kind
        assert answer.headers["www-authenticate"] == "Bearer"
    assert standing.position(endpoint.service) == before
