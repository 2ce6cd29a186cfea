"""S-F: what did the coordinating group know on a given day? 10 million kroner then, 5 after it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest

from aggregates.funding.grant import Grant
from aggregates.kernel.act import Act, Role
from aggregates.kernel.root import derived
from log.log import Deed, Log, founding, upon
from log.opening import open_store
from log.store import Unavailable
from ops.imports import territory
from ops.imports.rows import DATA
from ops.imports.running import importing
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector
from tests.kit.http import DIRECTORATE, GROUP, KS, Api, Caller, refused, running
from tests.kit.rosters import SOMEBODY, referred, staff
from tests.kit.stores import fresh_url

AUTUMN = datetime(2024, 10, 1, 8, tzinfo=UTC)
RECORDED = datetime(2024, 11, 20, 9, tzinfo=UTC)
REDUCED = datetime(2024, 12, 10, 9, tzinfo=UTC)
GRANT = Grant.id_of("samhandling", 2025)
PATH = f"/grants/{GRANT}"
ANNOUNCED = {
    "scheme": "samhandling", "name": "Tilskudd til samhandling", "year": 2025,
    "granted_by": DIRECTORATE, "amount": 10_000_000, "known_on": date(2024, 11, 20),
    "source": "S4 L356",
}  # fmt: skip


async def told(log: Log) -> None:
    """The register as it was known in the autumn of 2024, and what KS recorded of a grant."""
    for step in territory.steps(DATA):
        await stored(log, step.commanded(importing(AUTUMN)), step.deed)
    await by_ks(log, RECORDED, founding(Grant.announce, **ANNOUNCED))  # type: ignore[arg-type]
    reduction = upon(
        Grant, GRANT, Grant.change_frame,
        amount=5_000_000, known_on=date(2024, 12, 4), reason="Redusert ramme.", source="S4 L364",
    )  # fmt: skip
    await by_ks(log, REDUCED, reduction)


async def by_ks(log: Log, at: datetime, deed: Deed) -> None:
    command = derived("tests", "grants", at)
    await stored(log, Act("p-1", Role.PORTFOLIO_OWNER, KS, at, command), deed)


async def stored(log: Log, act: Act, deed: Deed) -> None:
    """Asked again where the machine is too busy to answer in time; it is recorded once."""
    for _ in range(5):
        with suppress(Unavailable):
            await log.ask(act, deed)
            return
    raise Unavailable


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("grants")
    with fresh_url(request.param, folder) as url:
        with Log(open_store(url)) as log:
            staff(log.store, referred(url, folder, SOMEBODY))
            asyncio.run(told(log))
            with closing(open_tables(url)) as tables:
                Projector(log.store, tables, VIEWS).catch_up()
        with running(url, folder) as api:
            yield api


@pytest.fixture
def group(api: Api) -> Caller:
    return api.caller(Role.COORDINATING_GROUP, GROUP)


@pytest.fixture
def owner(api: Api) -> Caller:
    return api.caller(Role.PORTFOLIO_OWNER)


def frames(seen: Any) -> list[tuple[int, str]]:
    return [(each["amount"], each["known_on"]) for each in seen["item"]["frames"]]


def test_at_its_meeting_the_group_knew_of_ten_million(group: Caller) -> None:
    seen = group.sees(PATH, as_of="2024-11-27")
    assert (seen["item"]["amount"], frames(seen)) == (10_000_000, [(10_000_000, "2024-11-20")])
    assert datetime.fromisoformat(seen["recorded"]) == RECORDED


def test_after_its_meeting_the_group_knew_of_five(group: Caller) -> None:
    seen = group.sees(PATH, as_of="2024-12-31")
    assert seen["item"]["amount"] == 5_000_000
    assert frames(seen) == [(10_000_000, "2024-11-20"), (5_000_000, "2024-12-04")]


def test_what_was_true_on_a_day_may_have_been_recorded_later(group: Caller) -> None:
    """On 5 December the frame was 5 million, and nobody had recorded that yet."""
    assert group.sees(PATH, on="2024-12-05")["item"]["amount"] == 5_000_000
    assert group.sees(PATH, as_of="2024-12-05")["item"]["amount"] == 10_000_000
    assert group.sees(PATH, as_of="2024-12-31", on="2024-12-03")["item"]["amount"] == 10_000_000


def test_the_moment_at_which_it_was_recorded_is_the_first_that_knows_it(group: Caller) -> None:
    before = (REDUCED - REDUCED.resolution).isoformat().replace("+00:00", "Z")
    assert group.sees(PATH, as_of=before)["item"]["amount"] == 10_000_000
    at = REDUCED.isoformat().replace("+00:00", "Z")
    assert group.sees(PATH, as_of=at)["item"]["amount"] == 5_000_000


def test_before_it_was_announced_there_was_no_grant(group: Caller) -> None:
    refused(group.get(PATH, as_of="2024-11-19"), 404)
    assert group.sees("/grants", as_of="2024-11-19")["items"] == []
    known_of_later = group.sees(PATH, on="2024-11-19")["item"]
    assert (known_of_later["amount"], known_of_later["frames"]) == (None, [])


@pytest.mark.parametrize(
    ("on", "count", "counties"), [("2023-12-31", 356, 11), ("2024-01-01", 357, 15)]
)
def test_how_many_municipalities_there_were_is_the_same_then_and_now(
    group: Caller, on: str, count: int, counties: int
) -> None:
    for known in ({}, {"as_of": "2024-11-27"}):
        told = group.sees("/municipalities", on=on, **known)
        assert (told["count"], len(told["items"])) == (count, count)
        assert len(group.sees("/counties", on=on, **known)) == counties


def test_before_the_register_was_recorded_nobody_knew_how_many_there_were(group: Caller) -> None:
    assert group.sees("/municipalities", on="2024-01-01", as_of="2024-09-30")["count"] == 0


def test_what_the_group_knew_stays_so_whatever_is_recorded_later(
    group: Caller, owner: Caller
) -> None:
    known = [group.get(path, as_of="2024-11-27").content for path in (PATH, "/grants")]
    correction = {"amount": 9_500_000, "reason": "Skrivefeil.", "source": "S4 L356"}
    receipt = owner.does(f"{PATH}/frames/1/corrections", correction)
    told = group.sees(PATH, at_least=receipt["position"])["item"]["frames"][0]
    assert (told["amount"], told["corrected"], told["reason"]) == (9_500_000, True, "Skrivefeil.")
    assert [group.get(p, as_of="2024-11-27").content for p in (PATH, "/grants")] == known


def test_the_trail_of_a_grant_ends_where_the_group_stood(group: Caller) -> None:
    events = [each["event"] for each in group.sees(f"/trail/{GRANT}", as_of="2024-11-27")["items"]]
    assert events == ["grant.announced"]
    later = group.sees(f"/trail/{GRANT}", as_of="2024-12-31")["items"]
    assert [each["event"] for each in later] == ["grant.announced", "grant.frame-changed"]


def test_an_amount_is_changed_by_saying_what_it_became_and_never_edited(owner: Caller) -> None:
    body = {**ANNOUNCED, "scheme": "sosial-kontakt", "known_on": "2025-01-15"}
    receipt = owner.does("/grants", body)
    refused(owner.post("/grants", body), 409)
    frames = f"/grants/{receipt['id']}/frames"
    change = {"amount": 4, "known_on": "2025-02-01", "reason": "Ny ramme.", "source": "S4"}
    changed = owner.does(frames, change)
    assert owner.does(frames, change)["version"] == changed["version"] == 2
    older = change | {"amount": 3, "known_on": "2025-01-01"}
    refused(owner.post(frames, older), 409, rule="C15-03", reason="known_before")
    refused(owner.post(frames, change | {"known_on": "2099-01-01"}), 409,
            rule="C15-03", reason="known_later")  # fmt: skip
    refused(owner.post(frames, change | {"amount": 3, "reason": ""}), 409,
            rule="I60", reason="reason_missing")  # fmt: skip
    refused(owner.post(f"{frames}/9/corrections", {"amount": 1, "reason": "x", "source": "S4"}),
            409, rule="I60", reason="no_such_frame")  # fmt: skip


def test_only_ks_records_a_grant(group: Caller) -> None:
    refused(group.post("/grants", {**ANNOUNCED, "known_on": "2025-01-15"}), 403)
