"""A body has an end, said or not, through the real server."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator

import pytest

from aggregates.kernel.act import Role
from api.limits import LARGEST_BODY
from api.main import HOST
from tests.kit.http import KS, MEDIA_TYPE
from tests.kit.reference import reference_url
from tests.kit.rosters import SOMEBODY
from tests.kit.served import served

Server = tuple[int, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server's port, and a token of the portfolio owner."""
    folder = tmp_path_factory.mktemp("served")
    with reference_url("sqlite", folder) as url, served(url, folder) as (port, issuer):
        yield port, issuer.token(Role.PORTFOLIO_OWNER, KS, SOMEBODY)


def answer(
    server: Server, request: bytes, chunks: Iterator[bytes] | None = None
) -> tuple[int, str]:
    """Status and media type of what the server answers to a request written by hand."""
    port, token = server
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(request.replace(b"TOKEN", token.encode()))
        try:
            for chunk in chunks or ():
                connection.sendall(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough
        response = http.client.HTTPResponse(connection)
        response.begin()
        response.read()
        return response.status, response.getheader("content-type") or ""


def post(headers: str, path: str = "/api/solutions", method: str = "POST") -> bytes:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n"
        f"Content-Type: application/json\r\n{headers}\r\n\r\n"
    ).encode()


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


def test_a_body_that_says_it_is_too_large_is_refused_unread(server: Server) -> None:
    assert answer(server, post(f"Content-Length: {LARGEST_BODY + 1}")) == (413, MEDIA_TYPE)


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_body_without_end_is_refused(server: Server, method: str) -> None:
    path = "/api/solutions" if method == "POST" else "/api/portfolio"
    head = post("Transfer-Encoding: chunked", path, method)
    endless = (chunk(b" " * 65_536) for _ in range(64))
    assert answer(server, head, endless) == (413, MEDIA_TYPE)


def test_a_small_body_need_not_say_its_length(server: Server) -> None:
    body = {"code": "bit", "name": "B", "kind": "method", "owner": KS, "source": "S3"}
    whole = json.dumps(body).encode()
    parts = iter([chunk(whole[:9]), chunk(whole[9:]), b"0\r\n\r\n"])
    assert answer(server, post("Transfer-Encoding: chunked"), parts) == (201, "application/json")


@pytest.mark.parametrize(
    "headers",
    ["Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 1\r\nContent-Length: 2",
     "Content-Length: -1", "Content-Length: x", "Transfer-Encoding: gzip"],
)  # fmt: skip
def test_a_request_of_two_lengths_or_none_is_refused(server: Server, headers: str) -> None:
    assert answer(server, post(headers))[0] == 400


def test_the_largest_body_is_read(server: Server) -> None:
    request = post(f"Content-Length: {LARGEST_BODY}")
    assert answer(server, request, iter([b" " * LARGEST_BODY])) == (422, MEDIA_TYPE)
