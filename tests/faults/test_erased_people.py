"""A thousand people in a running tree: refused in every text, and gone once they are erased."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx2

from aggregates.kernel.act import OSLO, Role
from ops.enrolment import Enrolment
from ops.issuer import Issuer
from ops.trust import SEAL_ORIGIN
from seal.notes import made_signer
from seal.verify import Finding, check_log, checkpoint_of
from tests.faults.tree import KS, Tree, embedded
from tests.kit.crowd import Planted
from tests.kit.endpoints import Endpoint
from tests.kit.planting import address, planted, screened

CROWD = [Planted(number) for number in range(1_000)]
BERGEN, AUDITOR = "964338531", "320000505"
CALLERS = 8
PATIENCE_SECONDS = 30.0
ROLE = Role.MUNICIPAL_COORDINATOR
Asked = tuple[str, str, dict[str, Any], Role]


class Callers:
    """Who asks the tree things as one person after the other, several at a time."""

    def __init__(self, tree: Tree, client: httpx2.AsyncClient) -> None:
        self._issuer, self._client = Issuer(tree.data / "issuer"), client
        self._enrolment = Enrolment(tree.api, self._issuer)
        self._turn = asyncio.Semaphore(CALLERS)

    async def send(self, token: str, method: str, path: str, body: Any = None) -> httpx2.Response:
        headers = {"authorization": f"Bearer {token}"}
        async with self._turn, asyncio.timeout(PATIENCE_SECONDS):
            while True:
                answer = await self._client.request(
                    method, f"/api{path}", json=body, headers=headers
                )
                if answer.status_code != 503:  # a busy machine may have to be asked again
                    return answer

    async def enrolled(self, role: Role, organisation: str) -> str:
        """A token of somebody else, who holds that function."""
        return await asyncio.to_thread(self._enrolment.token, role, organisation)

    async def ask(
        self, who: Planted, method: str, path: str, body: Any = None,
        role: Role = ROLE, organisation: str = BERGEN,
    ) -> httpx2.Response:  # fmt: skip
        token = self._issuer.token(role, organisation, who.subject)
        return await self.send(token, method, path, body)

    async def all(self, one: Callable[[Planted], Awaitable[None]]) -> None:
        await asyncio.gather(*map(one, CROWD))


def test_of_a_thousand_people_nothing_is_left_once_they_are_erased(tmp_path: Path) -> None:
    given = tmp_path / "given.txt"
    given.write_text("\n".join(marker for each in CROWD for marker in each.markers), "utf-8")
    with embedded(tmp_path / "data") as tree:
        references = asyncio.run(described(tree))
        asyncio.run(refused(tree))
        boxes = sealed(tree, set(references.values()))
        assert len(boxes) == 2 * len(CROWD)
        assert left(tree, boxes) == boxes
        asyncio.run(erased(tree, references))
        asyncio.run(still_explained(tree, references))
        assert found(tree, given) == (0, "nothing found\n")
        assert left(tree, boxes) == set()
        assert asyncio.run(proven(tree)) == []
        assert tree.stop() == 0
    assert found(tree, given) == (0, "nothing found\n")
    assert left(tree, boxes) == set()


async def described(tree: Tree) -> dict[Planted, str]:
    """Everybody says who they are; by which reference each is known."""
    references: dict[Planted, str] = {}
    functions, today = f"/organisations/{BERGEN}/functions", datetime.now(OSLO).date().isoformat()

    async def one(who: Planted) -> None:
        me = (await callers.ask(who, "GET", "/me")).json()
        references[who] = me["reference"]
        function = {"person": me["reference"], "function": str(ROLE), "since": today}
        given = await callers.send(administrator, "POST", functions, function)
        assert given.status_code == 201, given.text
        details = {name: getattr(who.details, name) for name in ("name", "email", "telephone")}
        kept = await callers.ask(who, "POST", f"/people/{me['reference']}/details", details)
        assert kept.status_code == 200, kept.text

    async with httpx2.AsyncClient(base_url=tree.api, timeout=30) as client:
        callers = Callers(tree, client)
        administrator = await callers.enrolled(Role.ADMINISTRATOR, BERGEN)
        await callers.all(one)
    return references


async def refused(tree: Tree) -> None:
    """Each of them is written into fields of commands, and every time that is refused."""
    places = cycle(_places())

    async def one(who: Planted) -> None:
        reached = [f"Skriv til {who.details.email}.", f"Ring {who.details.telephone}!"]
        asked = [next(places)(reached[who.number % 2]), _solution(f"Notat: {who.markers[1]}")]
        for method, path, body, role in asked:
            answer = await callers.ask(who, method, path, body, role, KS)
            assert (answer.status_code, answer.json().get("rule")) == (409, "I67"), path
            assert not any(marker in answer.text for marker in who.markers)

    async with httpx2.AsyncClient(base_url=tree.api, timeout=30) as client:
        callers = Callers(tree, client)
        await callers.all(one)


async def erased(tree: Tree, references: dict[Planted, str]) -> None:
    async def one(who: Planted) -> None:
        path = f"/people/{references[who]}?reason=own_wish"
        answer = await callers.ask(who, "DELETE", path)
        assert answer.status_code == 200, answer.text

    async with httpx2.AsyncClient(base_url=tree.api, timeout=30) as client:
        callers = Callers(tree, client)
        await callers.all(one)


async def still_explained(tree: Tree, references: dict[Planted, str]) -> None:
    """What they did is read back with reference, role and body, and tells no more of them."""
    who = CROWD[0]
    async with httpx2.AsyncClient(base_url=tree.api, timeout=30) as client:
        callers = Callers(tree, client)
        administrator = await callers.enrolled(Role.ADMINISTRATOR, BERGEN)
        path = f"/people/{references[who]}/details?purpose=Vaktliste"
        assert (await callers.send(administrator, "GET", path)).status_code == 404
        # Whoever comes back is somebody new to the log, and holds no function any more.
        assert (await callers.ask(who, "GET", "/me")).json()["reference"] != references[who]
        privacy = await callers.enrolled(Role.PORTFOLIO_OWNER, KS)
        path = f"/people/{references[who]}?reason=own_wish"
        again = await callers.send(privacy, "DELETE", path)
        receipt = again.json()
        path = f"/trail/{receipt['id']}?at_least={receipt['position']}"
        trail = await callers.send(await callers.enrolled(Role.AUDITOR, AUDITOR), "GET", path)
    told = [
        (each["event"], each["by"], each["role"], each["body"])
        for each in trail.json()["items"]
        if each["event"].startswith("person.")
    ]
    acted = (references[who], str(ROLE), BERGEN)
    assert told == [("person.registered", *acted), ("person.erased", *acted)]


async def proven(tree: Tree) -> list[Finding]:
    """What does not hold in the whole log as it was sealed, with everybody erased."""
    async with httpx2.AsyncClient(base_url=tree.api, timeout=30) as client:
        callers = Callers(tree, client)
        auditor = await callers.enrolled(Role.AUDITOR, AUDITOR)
        note = (await callers.send(auditor, "GET", "/seal/checkpoint")).text
        size = int(note.split("\n")[1])
        leaves = await callers.send(auditor, "GET", f"/seal/leaves?size={size}")
    assert size > 2 * len(CROWD)
    signer = made_signer(tree.data / "seal" / "seal.key", SEAL_ORIGIN)
    held = checkpoint_of(note, [signer.key])
    return list(check_log(leaves.content.splitlines(), [], [held]))


def found(tree: Tree, given: Path) -> tuple[int, str]:
    """What the scan says of everything that the tree keeps."""
    done = subprocess.run(
        [sys.executable, "-m", "ops.markers", "--given", str(given)],
        env=os.environ | {"DATA": str(tree.data)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def sealed(tree: Tree, references: set[str]) -> set[bytes]:
    """What the vault holds of them: keys and details, sealed as they are."""
    with closing(sqlite3.connect(tree.data / "vault.db")) as vault:
        rows = vault.execute("SELECT reference, key, details FROM vault_people").fetchall()
    return {box for reference, *boxes in rows for box in boxes if reference in references}


def left(tree: Tree, boxes: set[bytes]) -> set[bytes]:
    """Those of them that stand in any file."""
    files = [path.read_bytes() for path in tree.data.rglob("*") if path.is_file()]
    return {box for box in boxes if any(box in content for content in files)}


def _places() -> list[Callable[[str], Asked]]:
    """Every field of every command."""

    def at(number: int, endpoint: Endpoint) -> Callable[[str], Asked]:
        role = min(endpoint.permitted or {ROLE})
        path = address(endpoint)
        return lambda text: (endpoint.method, path, list(planted(endpoint, text))[number][1], role)

    return [
        at(number, endpoint)
        for endpoint in screened()
        for number, _ in enumerate(planted(endpoint, "x"))
    ]


def _solution(text: str) -> Asked:
    body = {"code": "x", "name": "X", "kind": "method", "owner": KS, "source": text}
    return "POST", "/solutions", body, Role.PORTFOLIO_OWNER
