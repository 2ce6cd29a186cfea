"""Solutions over HTTP, beside their life cycle: their order, their management, their modules."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import solutions as deeds
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from aggregates.portfolio.management import QUESTIONS, Management
from aggregates.portfolio.modules import LARGER, SMALLER, Modules
from aggregates.portfolio.priority import Priority
from aggregates.portfolio.solution import Solution
from aggregates.rules import C02_06, C02_09, C02_11
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Code, CodePath, Flag, Short
from api.refusing import refuses
from api.routing import commands

router = commands("portfolio")

Recalls = Annotated[Histories, Depends(the_histories)]
Ranking = Annotated[list[Code], Field(min_length=1, max_length=500)]
Words = Annotated[str, Field(max_length=300)]
R = TypeVar("R", bound=Root)


class NewAdvice(Body):
    """An order that is advised, the first one first; who advises it, and by which mandate."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "giver": "FPU", "mandate": "Mandat for FPU, pkt. 3",
                    "ranking": ["kjernejournal", "pll"], "reason": "Grunnsten først.",
                }
            ]
        }
    )  # fmt: skip
    giver: Short
    mandate: Short
    ranking: Ranking
    reason: Short


class NewOrder(Body):
    """The order that was decided, by whom; and why, where it departs from advice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ranking": ["kjernejournal", "pll"], "deciding_body": "KommIT-rådet",
                    "decision": "KommIT 20/26", "reason": "",
                }
            ]
        }
    )  # fmt: skip
    ranking: Ranking
    deciding_body: Short
    decision: Short
    reason: Words = ""


class Answer(Body):
    """Who manages a solution, who answers for it, or who pays; and the agreement behind it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "funding", "answer": "Kommunene, etter folketall",
                 "agreement": "Samarbeidsavtale 26/14"}
            ]
        }
    )  # fmt: skip
    question: Literal[*QUESTIONS]  # type: ignore[valid-type]
    answer: Short
    agreement: Short


class NewModule(Body):
    """A solution, registered under a code of its own, that is a module of this one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"module": "pll"}]})
    module: Code


class NewVersion(Body):
    """A version that came out; a smaller change may go with fewer activities, for a reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"version": "2.1", "change": "smaller", "reduced": True, "reason": "Ny visning."}
            ]
        }
    )
    version: Short
    change: Literal[LARGER, SMALLER]  # type: ignore[valid-type]
    reduced: Flag = False
    reason: Words = ""


class AdviceTold(BaseModel):
    """Advice that no decision has answered."""

    giver: str
    mandate: str
    ranking: list[str]


class PriorityTold(BaseModel):
    """The order that was decided, and the advice that waits for the next one."""

    order: list[str]
    deciding_body: str | None
    decision: str | None
    unanswered: list[AdviceTold]


class AnswerTold(BaseModel):
    """An answer, and the agreement that it rests on."""

    answer: str
    agreement: str


class ManagementTold(BaseModel):
    """What is clear about a solution's management. While any is `unanswered`, K8 is not met."""

    solution: str
    answers: dict[str, AnswerTold]
    unanswered: list[str]


class VersionTold(BaseModel):
    """A version: how large a change, and whether fewer activities are enough, and why."""

    version: str
    change: str
    reduced: bool
    reason: str


class ModulesTold(BaseModel):
    """Of which solutions a solution is made, and which versions of it came out."""

    solution: str
    modules: list[str]
    versions: list[VersionTold]


@router.get("/portfolio/priority")
async def priority(_: Asks, histories: Recalls) -> PriorityTold:
    """In which order solutions are to come, and which advice nobody has answered (C02-11)."""
    known = await _known(histories, Priority, Priority.ID)
    if known is None:
        return PriorityTold(order=[], deciding_body=None, decision=None, unanswered=[])
    body, decision = known.decision or (None, None)
    return PriorityTold(
        order=known.order, deciding_body=body, decision=decision,
        unanswered=[
            AdviceTold(giver=each.giver, mandate=each.mandate, ranking=each.ranking)
            for each in known.unanswered
        ],
    )  # fmt: skip


@router.post("/portfolio/priority/advice", responses=refuses(C02_11))
async def advise(body: NewAdvice, asker: Asks) -> Receipt:
    """Advise an order. It is no decision, and is unanswered until there is one."""
    return await asker.ask(lambda desk: deeds.advise_order(desk, **body.model_dump()))


@router.post("/portfolio/priority/order", responses=refuses(C02_11))
async def decide(body: NewOrder, asker: Asks) -> Receipt:
    """Note the order that was decided; it answers the advice that waited."""
    return await asker.ask(lambda desk: deeds.decide_order(desk, **body.model_dump()))


@router.get("/solutions/{code}/management")
async def management(code: CodePath, _: Asks, histories: Recalls) -> ManagementTold:
    """Who manages a solution, who answers for it and who pays; and what nobody has said."""
    await histories.read(Solution, Solution.id_of(code))
    known = await _known(histories, Management, Management.id_of(code))
    answers = {} if known is None else known.answers
    return ManagementTold(
        solution=code,
        answers={
            question: AnswerTold(answer=answer, agreement=agreement)
            for question, (answer, agreement) in sorted(answers.items())
        },
        unanswered=list(QUESTIONS) if known is None else known.unanswered,
    )  # fmt: skip


@router.post("/solutions/{code}/management", responses=refuses(C02_06))
async def answer(code: CodePath, body: Answer, asker: Asks) -> Receipt:
    """Answer one of the questions about a solution's management."""
    return await asker.ask(
        lambda desk: deeds.answer_management(desk, solution=code, **body.model_dump())
    )


@router.get("/solutions/{code}/modules")
async def modules(code: CodePath, _: Asks, histories: Recalls) -> ModulesTold:
    """Of which modules a solution is made, and which versions of it came out (C02-09)."""
    await histories.read(Solution, Solution.id_of(code))
    known = await _known(histories, Modules, Modules.id_of(code))
    return ModulesTold(
        solution=code, modules=[] if known is None else known.parts,
        versions=[
            VersionTold(version=name, change=change, reduced=reduced, reason=reason)
            for name, (change, reduced, reason) in ({} if known is None else known.versions).items()
        ],
    )  # fmt: skip


@router.post("/solutions/{code}/modules", responses=refuses(C02_09))
async def declare(code: CodePath, body: NewModule, asker: Asks) -> Receipt:
    """State that a solution is a module of this one; it is assessed and used by itself."""
    return await asker.ask(
        lambda desk: deeds.declare_module(desk, solution=code, module=body.module)
    )


@router.post("/solutions/{code}/versions", responses=refuses(C02_09))
async def release(code: CodePath, body: NewVersion, asker: Asks) -> Receipt:
    """Note that a version came out, and how large a change it is."""
    return await asker.ask(
        lambda desk: deeds.release_version(
            desk, solution=code, version_name=body.version, change=body.change,
            reduced=body.reduced, reason=body.reason,
        )
    )  # fmt: skip


async def _known(histories: Histories, kind: type[R], id: UUID) -> R | None:
    try:
        return await histories.read(kind, id)
    except Missing:
        return None
