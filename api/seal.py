"""The seal over HTTP: signed checkpoints, what witnesses say of them, proofs, and the verifier."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import rfc8785
from fastapi import Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from aggregates.kernel.refusals import Missing, Refused
from aggregates.rules import C23_04
from api.asking import Asks
from api.bodies import Form
from api.cursors import FURTHEST
from api.refusing import refuses
from api.routing import commands
from api.sealed import NumberOf, Seal, Size, Witnesses, signed
from seal import verify
from seal.store import Overtaken
from seal.tree import Tree
from seal.witnesses import Witness

router = commands("seal")

VERIFIER = Path(verify.__file__)
TEXT = "text/plain; charset=utf-8"


class CosignatureBody(Form):
    """A witness's signature line (cosignature/v1) on the checkpoint of a size."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"size": 2129, "line": "— vitne.example/ks jWbPPwAA..."}]}
    )
    size: Annotated[int, Field(ge=0, le=FURTHEST, strict=True)]
    line: Annotated[str, Field(min_length=5, max_length=400)]


class WitnessTold(BaseModel):
    """Who may cosign. Whoever verifies takes the key from the witness itself."""

    name: str
    organisation: str
    key: str


@router.get("/seal/checkpoint", response_class=PlainTextResponse)
async def checkpoint(seal: Seal, size: Size = None) -> Response:
    """A signed checkpoint as a note, with the cosignatures of the witnesses."""
    size, note = await signed(seal, size)
    lines = await asyncio.to_thread(seal.cosignatures, size)
    return Response(note + "".join(lines), media_type=TEXT, headers={"Cache-Control": "no-cache"})


@router.get("/seal/witnesses")
async def who_may_cosign(witnesses: Witnesses) -> list[WitnessTold]:
    """Every witness whose cosignatures are accepted."""
    return [_told(each) for each in witnesses]


@router.post("/seal/cosignatures", responses=refuses(C23_04))
async def cosign(
    body: CosignatureBody, asker: Asks, seal: Seal, witnesses: Witnesses
) -> WitnessTold:
    """Keep a witness's cosignature of a checkpoint that was issued. The first one stays."""
    await asker.check_known()
    size, note = await signed(seal, body.size)
    line = body.line.rstrip("\n") + "\n"
    text, [(name, signature), *others] = _opened(f"{verify.opened(note)[0]}\n{line}")
    known = [
        each
        for each in witnesses
        if each.organisation == asker.caller.organisation
        and (each.key.name, each.key.id) == (name, signature[:4])
    ]
    if not known:
        raise Refused(C23_04, "witness_unknown")
    if others or not known[0].key.signed(text, signature[4:]):
        raise Refused(C23_04, "cosignature_invalid")
    with suppress(Overtaken):
        await asyncio.to_thread(seal.keep_cosignature, size, name, line)
    return _told(known[0])


@router.get("/seal/inclusion")
async def inclusion(position: NumberOf, asker: Asks, seal: Seal, size: Size = None) -> Response:
    """The proof that the event at a position of the log is in the tree of a size."""
    size, note = await signed(seal, size)
    found = await asyncio.to_thread(seal.at, [position])
    if not found or found[0].number >= size:
        raise Missing("leaf", position)
    proof = await asyncio.to_thread(Tree(seal.hashes).inclusion, found[0].number, size)
    return _canonical(
        position=position, leaf=found[0].number, hash=found[0].hash.hex(), size=size,
        proof=[each.hex() for each in proof], checkpoint=note,
    )  # fmt: skip


@router.get("/seal/consistency")
async def consistency(old: NumberOf, seal: Seal, new: Size = None) -> Response:
    """The proof that the tree of size `new` begins with that of size `old`."""
    size, _ = await signed(seal, new)
    if old > size:
        raise Missing("checkpoint", old)
    proof = await asyncio.to_thread(Tree(seal.hashes).consistency, old, size)
    return _canonical(old=old, new=size, proof=[each.hex() for each in proof])


@router.get("/seal/verifier", response_class=PlainTextResponse)
async def verifier() -> Response:
    """The program that checks all this, as one Python file. Read it before you run it."""
    content = await asyncio.to_thread(VERIFIER.read_bytes)
    return Response(content, media_type=TEXT)


def _opened(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    try:
        return verify.opened(note)
    except ValueError:
        raise Refused(C23_04, "cosignature_invalid") from None


def _told(witness: Witness) -> WitnessTold:
    return WitnessTold(
        name=witness.name, organisation=witness.organisation, key=witness.verification_key
    )


def _canonical(**told: Any) -> Response:
    return Response(rfc8785.dumps(told), media_type="application/json")
