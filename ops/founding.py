"""The first function of an installation: `python -m ops.founding ISSUER SUBJECT [ORGANISATION]`.

Everybody else's functions follow from it, over the API: the operator appoints an organisation's
first administrator on the organisation's own document, and from then on it gives its own.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from aggregates.deeds.mandates import give
from aggregates.kernel.act import Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from log.log import Log
from log.opening import open_store
from people.keys import read_key
from people.opening import open_vault

OPERATOR = "320000602"


async def found(log: Log, person: str, organisation: str = OPERATOR) -> None:
    """Let a person operate the installation; one who does already is not recorded again."""
    now = datetime.now(UTC)
    act = Act("founding", Role.SYSTEM, organisation, now, uuid4())

    def deed(desk: Desk) -> Root:
        return give(
            desk, organisation=organisation, person=person, function=Role.OPERATOR,
            since=desk.act.today,
        )  # fmt: skip

    await log.ask(act, deed)


def main() -> None:
    """Record it in the log at LOG_URL, for whom the vault at VAULT_URL knows or comes to know."""
    if len(sys.argv) not in {3, 4}:
        sys.exit("usage: python -m ops.founding ISSUER SUBJECT [ORGANISATION]")
    issuer, subject, *organisation = sys.argv[1:]
    vault = open_vault(os.environ["VAULT_URL"], read_key(Path(os.environ["VAULT_KEY"])))
    with Log(open_store(os.environ["LOG_URL"])) as log:
        asyncio.run(found(log, vault.reference(issuer, subject), *organisation))
    vault.close()


if __name__ == "__main__":
    main()
