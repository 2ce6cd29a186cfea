"""A client of the API as an outsider would write it: it reads what it wrote, and asks once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from aggregates.kernel.act import Role
from ops.enrolment import Enrolment
from ops.issuer import Issuer
from ops.journey.telling import NotSo

ANSWER_SECONDS = 15.0
PATIENCE_SECONDS = 60.0
ATTEMPTS = 3
TOO_EARLY = 425

Answer = tuple[int, dict[str, str], Any]


class Api:
    """The system at one address. `position` is how far the story itself has come in the log."""

    def __init__(self, address: str, issuer: Issuer) -> None:
        self._host = urlsplit(address).netloc
        self._enrolment = Enrolment(address, issuer)
        self._connection = HTTPConnection(self._host, timeout=ANSWER_SECONDS)
        self._tokens: dict[tuple[Role, str], str] = {}
        self.position = 0

    def begin(self) -> None:
        """Begin where the log is now. Raises `NotSo` where nobody answers."""
        self.position = self.send("GET", "/readyz", None, {})[2]["position"]

    def acting(self, role: Role, organisation: str) -> Caller:
        """Somebody who acts in `role` for an organisation number, and holds that function."""
        token = self._tokens.get((role, organisation))
        token = token or self._enrolment.token(role, organisation)
        self._tokens[role, organisation] = token
        return Caller(self, token)

    def close(self) -> None:
        self._connection.close()

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        """Ask, and again where the connection broke: the same key makes that safe."""
        told = None if body is None else json.dumps(body)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._connection.request(method, path, told, headers)
                answer = self._connection.getresponse()
                read = answer.read()
                return answer.status, dict(answer.headers), json.loads(read or "null")
            except (HTTPException, OSError) as error:
                self._connection.close()
                if attempt == ATTEMPTS:
                    raise NotSo(f"http://{self._host}: {error!r}") from error
        raise AssertionError


class Caller:
    """One role of one organisation. Raises `NotSo` where an answer is not the one expected."""

    def __init__(self, api: Api, token: str) -> None:
        self._api = api
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def get(self, path: str, **query: Any) -> Any:
        """Read, no earlier than all that the story has written so far."""
        return self.until(path, lambda _: True, **query)

    def until(self, path: str, holds: Callable[[Any], bool], **query: Any) -> Any:
        """What a view shows once `holds`: it is asked each time for more than it had.

        So a reaction is waited for by positions. Raises `NotSo` when that takes too long.
        """
        until, wanted, last = time.monotonic() + PATIENCE_SECONDS, self._api.position, None
        while True:
            whole = f"{path}?{urlencode(query | {'at_least': wanted})}"
            status, _, found = self._ask("GET", whole)
            if status != TOO_EARLY:
                last = _expected(status, found, path)
                if holds(last):
                    return self._seen(last)
                wanted = last["position"] + 1
            if time.monotonic() > until:
                raise NotSo(f"{path}, {wanted}: {_short(last)}")

    def find(self, path: str) -> Any:
        """What is there; None where nothing is."""
        status, _, found = self._ask("GET", path)
        return None if status == 404 else _expected(status, found, path)

    def all(self, path: str, **query: Any) -> list[Any]:
        """Every row of a view, page by page."""
        page = self.get(path, **query)
        items = list(page["items"])
        while page["next"]:
            page = self.get(path, **query, cursor=page["next"])
            items += page["items"]
        return items

    def etag(self, path: str) -> str | None:
        """The entity tag of what is there; None where nothing is."""
        status, headers, found = self._ask("GET", path)
        if status == 404:
            return None
        _expected(status, found, path)
        return headers["etag"]

    def post(self, path: str, body: Any = None) -> dict[str, Any]:
        """Ask for something; the receipt."""
        return self._receipt(*self._ask("POST", path, body), path)

    def put(self, path: str, body: Any, etag: str | None) -> dict[str, Any]:
        """Write over what was read (`etag`), or what was not there; the receipt."""
        read = {"If-None-Match": "*"} if etag is None else {"If-Match": etag}
        return self._receipt(*self._ask("PUT", path, body, read), path)

    def refused(self, path: str, body: Any = None, *, rule: str) -> dict[str, Any]:
        """Ask for what is not permitted; the problem, which is to name that rule."""
        status, _, found = self._ask("POST", path, body)
        if status not in {403, 409} or found.get("rule") != rule:
            raise NotSo(f"{path}: {rule} ≠ {status} {_short(found)}")
        problem: dict[str, Any] = found
        return problem

    def forbidden(self, path: str, body: Any = None) -> dict[str, Any]:
        """Ask for what is not this caller's to ask; the problem, behind which there is no rule."""
        status, _, found = self._ask("POST", path, body)
        if status != 403 or "rule" in found:
            raise NotSo(f"{path}: 403 ≠ {status} {_short(found)}")
        problem: dict[str, Any] = found
        return problem

    def _ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        sent = self._headers | (headers or {})
        if method != "GET":
            sent |= {"Idempotency-Key": str(uuid4())}
        status, got, found = self._api.send(method, f"/api{path}", body, sent)
        return status, {name.lower(): value for name, value in got.items()}, found

    def _receipt(self, status: int, _: Any, found: Any, path: str) -> dict[str, Any]:
        receipt: dict[str, Any] = self._seen(_expected(status, found, path))
        return receipt

    def _seen(self, found: Any) -> Any:
        """What is asked for next is no older than this."""
        if isinstance(found, dict):
            self._api.position = max(self._api.position, found.get("position", 0))
        return found


def _expected(status: int, found: Any, path: str) -> Any:
    if not 200 <= status < 300:
        raise NotSo(f"{path}: {status} {_short(found)}")
    return found


def _short(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False)[:1000]
