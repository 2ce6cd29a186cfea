"""Texts put into every field of every body that the API takes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

from api.app import create_app
from api.bodies import Body
from tests.kit.endpoints import Endpoint, endpoints, nothing

APP = create_app(nothing)
COMMANDS = [each for each in endpoints(APP) if each.method != "GET"]
IDS = {"code": "kjernejournal", "solution": "kjernejournal", "number": "4601", "county": "46"}
ANY_ID = "6fa459ea-ee8a-5ca4-894e-db77e160355e"


def address(endpoint: Endpoint) -> str:
    """Where to send it, with something of the right form for each parameter, without /api."""
    path = endpoint.path.removeprefix("/api")
    for part in path.split("/"):
        if part.startswith("{"):
            puljer = "puljer" in path and part == "{number}"
            path = path.replace(part, "1" if puljer else IDS.get(part.strip("{}"), ANY_ID))
    return path


def planted(endpoint: Endpoint, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each body with the text in one field of it, and the name of the field."""
    schema = _schema(endpoint)
    if schema is None:
        return
    [example, *_] = schema["examples"]
    for name in schema["properties"]:
        yield name, example | {name: text}
    for path in _texts(example, ()):
        if len(path) > 1:
            yield ".".join(map(_told, path)), _replaced(example, path, text)
    yield "body", example | {text: "x"}


def screened() -> list[Endpoint]:
    """The commands whose body goes into history."""
    forms = {each.__name__ for each in _subclasses(Body)}
    return [each for each in COMMANDS if _class(_form(each) or "") in forms]


@cache
def _document() -> dict[str, Any]:
    return APP.openapi()


def _form(endpoint: Endpoint) -> str | None:
    told = _document()["paths"][endpoint.path][endpoint.method.lower()].get("requestBody")
    if told is None:
        return None
    return str(told["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2])


def _class(form: str) -> str:
    """The class of a form; where two have one name, the document puts their modules before it."""
    return form.rpartition("__")[2].removesuffix("-Input")


def _schema(endpoint: Endpoint) -> dict[str, Any] | None:
    form = _form(endpoint)
    return None if form is None else dict(_document()["components"]["schemas"][form])


def _texts(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inner:
        if isinstance(each, dict | list):
            yield from _texts(each, (*path, name))
        elif isinstance(each, str):
            yield (*path, name)


def _told(part: Any) -> str:
    # A key that somebody has written may itself say who it is: it is not repeated either.
    return str(part) if str(part).isascii() else "*"


def _replaced(example: Any, path: tuple[Any, ...], text: str) -> Any:
    changed = copy.deepcopy(example)
    place = changed
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = text
    return changed


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)
