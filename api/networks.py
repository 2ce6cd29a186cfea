"""Networks and fora over HTTP: what there is, what overlaps, and what comes after what closes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds.networks import carry_over, close_network
from aggregates.rules import C01_10
from aggregates.territory.network import Network
from api.asking import Asks, Receipt
from api.bodies import Body, Code, CodePath, Day, Short
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Page, Views, the_views
from log.log import founding, upon
from projections.networks import NetworkRow, Networks
from projections.tables import Tables

router = commands("networks")

Reads = Annotated[Views, Depends(the_views)]


class NewNetwork(Body):
    """A network: what it may do and is for, on which line it is paid, and whom it reports to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "ks-e-komp", "name": "KS e-Komp", "mandate": "KS 19/203",
                    "topics": ["kompetanse"], "funding_line": "Samhandlingstilskuddet",
                    "reports_to": "KS",
                }
            ]
        }
    )  # fmt: skip
    code: Code
    name: Short
    mandate: Short
    topics: Annotated[list[Short], Field(max_length=50)]
    funding_line: Short
    reports_to: Short


class Resource(Body):
    """Something that the network has, under a word of its own."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"resource": "kursbank", "what": "Kursmateriell"}]}
    )
    resource: Code
    what: Short


class Closing(Body):
    """Which network comes after it, on which decision, and from when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"successor": "e-helsenettverk", "decision": "KS 24/12", "on": "2024-06-30"}
            ]
        }
    )
    successor: Code
    decision: Short
    on: Day


class CarriedOver(Body):
    """One resource, and the network that has it from now on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"resource": "kursbank", "to": "e-helsenettverk"}]}
    )
    resource: Code
    to: Code


class NetworkTold(BaseModel):
    """A network; what of a closed one was carried over to nobody, and who shares its topics."""

    network: NetworkRow
    left: list[str]
    overlaps: list[str]


@router.get("/networks", tags=["boards"])
async def networks(_: Asks, views: Reads, at_least: AtLeast = 0) -> Page[NetworkTold]:
    """Every network there is and was, and which open ones have a topic in common (C01-10)."""

    def look(tables: Tables) -> list[NetworkTold]:
        rows = tables.page(Networks)
        return [_told(row, rows) for row in rows]

    told, freshness = await views.read(at_least, [Networks], look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=told)


@router.post("/networks", status_code=201, responses=refuses(C01_10))
async def register(body: NewNetwork, asker: Asks) -> Receipt:
    """Enter a network."""
    return await asker.ask(founding(Network.register, **body.model_dump()))


@router.post("/networks/{code}/resources", responses=refuses(C01_10))
async def list_resource(code: CodePath, body: Resource, asker: Asks) -> Receipt:
    """List something that a network has."""
    deed = upon(Network, Network.id_of(code), Network.list_resource, **body.model_dump())
    return await asker.ask(deed)


@router.post("/networks/{code}/closing", responses=refuses(C01_10))
async def close(code: CodePath, body: Closing, asker: Asks) -> Receipt:
    """Close a network, with the one that comes after it."""
    return await asker.ask(lambda desk: close_network(desk, code=code, **body.model_dump()))


@router.post("/networks/{code}/carry-over", responses=refuses(C01_10))
async def carry(code: CodePath, body: CarriedOver, asker: Asks) -> Receipt:
    """Carry one resource over to a network that goes on."""
    return await asker.ask(lambda desk: carry_over(desk, code=code, **body.model_dump()))


def _told(row: NetworkRow, rows: list[NetworkRow]) -> NetworkTold:
    left = [each["resource"] for each in row.resources if each["to"] is None]
    overlaps = [
        other.id
        for other in rows
        if other.id != row.id and other.closed_on is None and set(other.topics) & set(row.topics)
    ]
    return NetworkTold(
        network=row, left=left if row.closed_on is not None else [],
        overlaps=overlaps if row.closed_on is None else [],
    )  # fmt: skip
