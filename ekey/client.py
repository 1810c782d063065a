"""How does an operator at the command line ask a running system?"""

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from ekey.addresses import SERVICES, Addresses, NotAddresses, read_addresses
from ekey.settings import state_folder

A = TypeVar("A")
NOTHING_RUNS = "no system runs here: start one with `make up` (or name one by EKEY_STATE, or EKEY_URL_… and EKEY_OPERATOR_…)"


class Unanswered(Exception):
    """The running system did not answer as it should; the text is one line that says why. `status` is HTTP's, 0 without answer."""

    def __init__(self, text: str, *, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


def find_addresses(environment: Mapping[str, str] = os.environ) -> Addresses:
    """The addresses of the running system: EKEY_URL_… and EKEY_OPERATOR_… go before its file. Raises `Unanswered`."""
    try:
        above = state_folder(environment)
        found = read_addresses(above / "state") or read_addresses(above / "demo")
    except NotAddresses as error:
        raise Unanswered(str(error)) from None
    named = {name: given.rstrip("/") for name in SERVICES if (given := environment.get(f"EKEY_URL_{name.upper()}"))}
    if found is None and not named:
        raise Unanswered(NOTHING_RUNS)
    return Addresses(
        services={**(found.services if found else {}), **named},
        mailbox=found.mailbox if found else "",
        kafka=found.kafka if found else (),
        tokens=found.tokens if found else Path(),
        operator_email=environment.get("EKEY_OPERATOR_EMAIL") or (found.operator_email if found else ""),
        operator_password=environment.get("EKEY_OPERATOR_PASSWORD") or (found.operator_password if found else ""),
    )


class Operator:
    """Somebody who may operate; signs in at registration with the first question."""

    def __init__(self, addresses: Addresses, *, timeout: float = 20.0) -> None:
        self._addresses = addresses
        self._client = httpx.Client(timeout=timeout, trust_env=False)
        self._token = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def ask(self, service: str, path: str, form: TypeAdapter[A]) -> A:
        """GET; the answer in this form. Raises `Unanswered`."""
        return _understood(service, self._call(service, "GET", path, {}), form)

    def tell(self, service: str, path: str, body: Mapping[str, object], form: TypeAdapter[A], *, once: str = "") -> A:
        """POST; the answer in this form. Told again under the same `once` it changes nothing. Raises `Unanswered`."""
        return _understood(service, self._call(service, "POST", path, body, once), form)

    def _call(self, service: str, method: str, path: str, body: Mapping[str, object], once: str = "") -> httpx.Response:
        if not self._token:
            self._token = self._sign_in()
        headers = {"Authorization": f"Bearer {self._token}"} | ({"Idempotency-Key": once} if once else {})
        return self._send(service, method, path, body, headers)

    def _sign_in(self) -> str:
        addresses = self._addresses
        if not addresses.operator_email or not addresses.operator_password:
            raise Unanswered("nobody to sign in as: name an operator by EKEY_OPERATOR_EMAIL and EKEY_OPERATOR_PASSWORD")
        who = {"email": addresses.operator_email, "password": addresses.operator_password}
        try:
            answer = self._send("registration", "POST", "/sessions", who, {})
        except Unanswered as error:
            raise Unanswered(f"signing in as {addresses.operator_email}: {error}", status=error.status) from None
        return str(_understood("registration", answer, TypeAdapter(dict[str, object])).get("token", ""))

    def _send(
        self, service: str, method: str, path: str, body: Mapping[str, object], headers: Mapping[str, str]
    ) -> httpx.Response:
        if service not in self._addresses.services:
            raise Unanswered(f"there is no service {service!r}: one of {', '.join(self._addresses.services)}")
        url = self._addresses.services[service]
        try:
            answer = self._client.request(method, url + path, json=body if method == "POST" else None, headers=dict(headers))
        except httpx.HTTPError as error:
            raise Unanswered(f"{service} does not answer at {url}: {error or type(error).__name__}") from None
        if answer.is_error:
            raise Unanswered(f"{service}: {_said(answer)}", status=answer.status_code)
        return answer


def _understood(service: str, answer: httpx.Response, form: TypeAdapter[A]) -> A:
    try:
        return form.validate_json(answer.content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unanswered(f"{service} answered {answer.url.path} unexpectedly: {where} {first['msg']}") from None


def _said(answer: httpx.Response) -> str:
    try:
        said = TypeAdapter(dict[str, object]).validate_json(answer.content)
    except ValidationError:
        return f"HTTP {answer.status_code}"
    return f"{said.get('detail') or said.get('title') or 'refused'} (HTTP {answer.status_code})"
