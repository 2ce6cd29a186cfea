"""The HTTP application: what is under /api, and what it needs to run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api import (
    access,
    adoptions,
    aims,
    benefits,
    boards,
    calendar,
    commitments,
    common,
    coordination,
    dossier,
    endorsements,
    evaluations,
    events,
    everything,
    execution,
    execution_board,
    exemptions,
    experiences,
    follow_up,
    funding,
    groupings,
    handovers,
    health,
    ical,
    implementation,
    invitations,
    leaves,
    limits,
    loads,
    mandates,
    material,
    needs,
    networks,
    openapi,
    organisations,
    orphans,
    passports,
    people,
    pilots,
    plans,
    population,
    portfolio,
    practice,
    preparing,
    problems,
    readiness,
    regional_contact,
    regional_people,
    regional_plans,
    regional_relations,
    regional_surveys,
    regions,
    register,
    rules,
    runs,
    seal,
    sheets,
    solutions,
    support,
    surveying,
    suspensions,
    technology,
    terms,
    territory,
    trail,
    use,
    vendors,
    work,
    writings,
)
from api.bell import Bell
from api.identity import Tokens
from api.identity.configured import read_issuers
from api.views import PresentViews
from log.log import Log
from log.opening import open_store
from people.keys import read_key
from people.opening import open_vault
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.pasts import Pasts
from seal.opening import open_seal
from seal.witnesses import read_witnesses

Resources = Callable[[FastAPI], AbstractAsyncContextManager[dict[str, Any]]]

# What is asked most often comes first: routes are tried in their order.
CONTEXTS = (
    invitations,
    health,
    adoptions,
    use,
    boards,
    benefits,
    runs,
    execution,
    plans,
    execution_board,
    follow_up,
    support,
    preparing,
    population,
    surveying,
    readiness,
    suspensions,
    exemptions,
    passports,
    aims,
    portfolio,
    endorsements,
    handovers,
    loads,
    solutions,
    pilots,
    networks,
    material,
    vendors,
    register,
    territory,
    groupings,
    organisations,
    coordination,
    regions,
    regional_people,
    regional_surveys,
    implementation,
    regional_contact,
    regional_plans,
    regional_relations,
    needs,
    calendar,
    ical,
    common,
    technology,
    mandates,
    orphans,
    commitments,
    terms,
    everything,
    access,
    funding,
    practice,
    work,
    evaluations,
    experiences,
    trail,
    events,
    rules,
    writings,
    people,
    seal,
    leaves,
    dossier,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the log is, whose tokens are accepted, where it is kept who their subjects are, and
    who may cosign."""

    log_url: str
    issuers: Path
    vault_url: str
    vault_key: Path
    witnesses: Path


def create_app(resources: Resources) -> FastAPI:
    """The application; `resources` gives what endpoints find in `request.state`."""
    app = FastAPI(
        title="Fellestakt",
        version="1",
        summary="Felles innføring av e-helseløsninger i kommunene.",
        lifespan=resources,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        strict_content_type=True,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    problems.install(app)
    limits.install(app)
    sheets.install(app)
    # Not included but added: an included router is looked through anew at each request.
    for context in CONTEXTS:
        app.router.routes += context.router.routes
    openapi.install(app)
    return app


def with_resources(settings: Settings) -> Resources:
    """The resources of a process that serves HTTP: the log, the views, the tokens."""

    @asynccontextmanager
    async def resources(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
        issuers = read_issuers(settings.issuers)
        vault = open_vault(settings.vault_url, read_key(settings.vault_key))
        tokens = Tokens(issuers, vault)
        tables = open_tables(settings.log_url)
        for view in VIEWS:
            tables.create(view)
        bell = Bell(tables)
        sealed = open_seal(settings.log_url)
        try:
            with Log(open_store(settings.log_url)) as log, closing(Pasts(log.store)) as pasts:
                yield {
                    "log": log, "tokens": tokens, "views": PresentViews(tables, bell),
                    "pasts": pasts, "vault": vault, "seal": sealed,
                    "witnesses": read_witnesses(settings.witnesses),
                }  # fmt: skip
        finally:
            sealed.close()
            bell.close()
            tables.close()
            vault.close()

    return resources
