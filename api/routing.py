"""The short way from a request to a command: one pass over the body, and no tree to solve."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.routing import request_response

JSON = "application/json"

Handler = Callable[[Request], Awaitable[Response]]


class CommandRoute(APIRoute):
    """An endpoint that takes path parameters, one asker and perhaps a body, and gives a receipt.

    It is documented as every other endpoint, but served without what it does not use, which is
    half of what FastAPI does for a request. Any other shape of endpoint is served as usual.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        needs = self.dependant
        others = (needs.query_params, needs.header_params, needs.cookie_params)
        plain = not any(others) and needs.request_param_name is None
        bodies = {each.field_info.annotation for each in needs.body_params}
        if plain and self.methods == {"POST"} and len(needs.dependencies) == 1 and len(bodies) < 2:
            self.app = request_response(self._command())

    def _command(self) -> Handler:
        [asker], paths = self.dependant.dependencies, self.dependant.path_params
        body = next(iter(self.dependant.body_params), None)
        endpoint, receipt = self.endpoint, self.response_field
        status = self.status_code or 200
        assert asker.name is not None
        assert asker.call is not None
        assert receipt is not None
        ask, called = asker.call, asker.name

        async def command(request: Request) -> Response:
            values: dict[str, Any] = {called: await ask(request)}
            errors: list[Any] = []
            for each in paths:
                given = request.path_params[each.alias]
                values[each.name], wrong = each.validate(given, {}, loc=("path", each.alias))
                errors += wrong or ()
            if body is not None:
                values[body.name] = await _parsed(body.field_info.annotation, request, errors)
            if errors:
                raise RequestValidationError(errors)
            made = await endpoint(**values)
            return Response(receipt.serialize_json(made), status, media_type=JSON)

        return command


def commands(tag: str) -> APIRouter:
    """A router under /api whose commands go the short way."""
    return APIRouter(prefix="/api", tags=[tag], route_class=CommandRoute)


async def _parsed(model: Any, request: Request, errors: list[Any]) -> BaseModel | None:
    if not request.headers.get("content-type", "").lower().startswith(JSON):
        wrong = {"loc": ("body",), "msg": "Expected application/json", "type": "content_type"}
        errors.append(wrong)
        return None
    try:
        parsed: BaseModel = model.model_validate_json(await request.body())
    except ValidationError as error:
        for each in error.errors(include_url=False, include_context=False, include_input=False):
            errors.append(each | {"loc": ("body", *each["loc"])})
        return None
    return parsed
