"""The OpenAPI document, completed: who may ask, what may refuse, and what makes asking safe."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from aggregates.kernel.act import Role
from aggregates.rules import C24_01, I67
from api import sheets
from api.problems import Problem
from api.refusing import SCHEMA

ATTRIBUTION = "Inneholder data fra Kartverket (CC BY 4.0) og Statistisk sentralbyrå (SSB)."
PROBLEMS = {
    "400": "The request cannot be read.",
    "401": "No valid token.",
    "403": "The role or the organisation gives no right to this.",
    "404": "There is no such thing.",
    "405": "Not with this method.",
    "413": "The body is too large.",
    "422": "The form is wrong, or the idempotency key was used for something else.",
    "503": "Log or issuer does not answer; nothing was recorded, or the same key tells what was.",
}
READING = {
    "409": "The register does not go back to that day.",
    "425": "The view has not come as far as `at_least` in two seconds.",
}
EDITING = {
    "409": "A rule refused it.",
    "412": "It has changed since it was read.",
    "428": "Say what was read.",
}
SEAL = tuple(f"/api/seal/{each}" for each in ("checkpoint", "witnesses", "consistency", "verifier"))
"""What tells of the sealed log no more than that it grows."""
SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "bound": {
        "type": "http",
        "scheme": "dpop",
        "bearerFormat": "JWT",
        "description": "A token that is bound to a key, with a proof in `DPoP` (RFC 9449).",
    },
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Chosen by the client: the same key and body again give the first receipt.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
FUNCTION = {
    "name": "Fellestakt-Role",
    "in": "header",
    "required": False,
    "description": "The function acted in, where the token leaves more than one open.",
    "schema": {"type": "string", "enum": [role for role in Role if role is not Role.SYSTEM]},
}
CONDITIONS = [
    {
        "name": name,
        "in": "header",
        "required": False,
        "description": words,
        "schema": {"type": "string", "maxLength": 100},
    }
    for name, words in (
        ("If-Match", "The ETag of what was read and is now changed. One of the two is required."),
        ("If-None-Match", "`*`: there is nothing yet. One of the two is required."),
    )
]


def install(app: FastAPI) -> None:
    """Let `app` describe itself in full."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _complete(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _complete(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=ATTRIBUTION,
        routes=app.routes,
    )
    components = document.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
    components["securitySchemes"] = SECURITY
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _finish(operation, method, path)
    return document


def _finish(operation: dict[str, Any], method: str, path: str) -> None:
    open_to_all = (
        "/api/rules",
        "/api/problems",
        "/api/asyncapi.json",
        "/api/public/",
        "/api/passports/",
        *SEAL,
    )
    guarded = path.startswith("/api/") and not path.startswith(open_to_all)
    added = dict(PROBLEMS)
    parameters: list[dict[str, Any]] = []
    if guarded:
        parameters.append(FUNCTION)
        operation["security"] = [{name: []} for name in SECURITY]
    if method == "get":
        added |= READING if guarded else {}
        content = operation["responses"]["200"].get("content", {})
        if guarded and "events" not in operation["tags"] and _is_told(content):
            parameters.append(sheets.PARAMETER)
            content["text/csv"] = {"schema": {"type": "string"}}
    else:
        parameters.append(IDEMPOTENCY_KEY)
        _screened(operation["responses"])
    if method == "put":
        added |= EDITING
        parameters += CONDITIONS
        operation["responses"]["412"] = {"x-rules": [C24_01.id]}
    _answers(operation["responses"], added)
    if parameters:
        operation.setdefault("parameters", []).extend(parameters)


def _is_told(content: dict[str, Any]) -> bool:
    """Whether it answers with something that has fields, of which a sheet can be made."""
    return bool(content.get("application/json", {}).get("schema"))


def _screened(responses: dict[str, Any]) -> None:
    """What points at a person is refused, whatever else is asked."""
    told = responses.setdefault("409", {"description": "A rule refused it.", "content": SCHEMA})
    told["description"] += f" {I67.id}: {I67.words}"
    told["x-rules"] = [*told.get("x-rules", ()), I67.id]


def _answers(responses: dict[str, Any], added: dict[str, str]) -> None:
    for status, words in added.items():
        told = responses.get(status, {})
        responses[status] = {"description": words} | told | {"content": SCHEMA}
