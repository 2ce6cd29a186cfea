"""The sealed log itself over HTTP: its tiles, and the whole of it, leaf by leaf.

Paths and formats of tiles and entry bundles are those of c2sp.org/tlog-tiles.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated

from fastapi import Path, Response
from fastapi.responses import StreamingResponse

from aggregates.kernel.refusals import Forbidden, Missing
from api.asking import Asks
from api.routing import commands
from api.sealed import NumberOf, Seal, Size, line_of, signed, withheld
from api.withholding import Purpose
from seal.tiles import HIGHEST, WIDTH, bundle, tile_at

router = commands("seal")

AT_A_TIME = 500
TILES = {"Cache-Control": "private, max-age=31536000, immutable"}
TilePath = Annotated[str, Path(max_length=60, description="`<N>[.p/<W>]` of tlog-tiles.")]


class Octets(Response):
    media_type = "application/octet-stream"


class OctetsStreamed(StreamingResponse):
    media_type = "application/octet-stream"


class LinesStreamed(StreamingResponse):
    media_type = "application/x-ndjson"


@router.get("/seal/tile/entries/{path:path}", response_class=Octets)
async def entries(path: TilePath, asker: Asks, seal: Seal, purpose: Purpose = None) -> Response:
    """An entry bundle: up to 256 leaves as they were sealed, unless one of them is withheld."""
    number, width = _tile(path)
    leaves = await asyncio.to_thread(seal.leaves, number * WIDTH, width)
    if len(leaves) < width:
        raise Missing("tile", path)
    if await withheld(asker, leaves, purpose):
        raise Forbidden("withheld")
    return Octets(bundle([leaf.content for leaf in leaves]), headers=TILES)


@router.get("/seal/tile/{level}/{path:path}", response_class=Octets)
async def tile(
    level: Annotated[int, Path(ge=0, le=HIGHEST)], path: TilePath, asker: Asks, seal: Seal
) -> Response:
    """A tile: up to 256 hashes of a level of the tree."""
    number, width = _tile(path)
    hashes = await asyncio.to_thread(seal.hashes, level, number * WIDTH, width)
    if len(hashes) < width:
        raise Missing("tile", f"{level}/{path}")
    return Octets(b"".join(hashes), headers=TILES)


@router.get("/seal/leaves", response_class=LinesStreamed)
async def leaves(
    asker: Asks, seal: Seal, start: NumberOf = 0, size: Size = None, purpose: Purpose = None
) -> Response:
    """Every leaf from `start` on, a line each, to the end of the tree of a size."""
    size, _ = await signed(seal, size)

    async def lines(begin: int, count: int) -> bytes:
        found = await asyncio.to_thread(seal.leaves, begin, count)
        closed = await withheld(asker, found, purpose)
        return b"".join(line_of(leaf, closed.get(leaf.position)) + b"\n" for leaf in found)

    return LinesStreamed(_streamed(lines, start, size))


@router.get("/seal/hashes", response_class=OctetsStreamed)
async def hashes(asker: Asks, seal: Seal, start: NumberOf = 0, size: Size = None) -> Response:
    """The hash of every leaf from `start` on, 32 bytes each, to the end of the tree of a size."""
    size, _ = await signed(seal, size)

    async def row(begin: int, count: int) -> bytes:
        return b"".join(await asyncio.to_thread(seal.hashes, 0, begin, count))

    return OctetsStreamed(_streamed(row, start, size))


async def _streamed(
    read: Callable[[int, int], Awaitable[bytes]], start: int, size: int
) -> AsyncIterator[bytes]:
    for begin in range(start, size, AT_A_TIME):
        yield await read(begin, min(AT_A_TIME, size - begin))


def _tile(path: str) -> tuple[int, int]:
    try:
        return tile_at(path)
    except ValueError:
        raise Missing("tile", path) from None
