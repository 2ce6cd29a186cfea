"""Sealing what an application has recorded, and looking at it as an outsider does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ops.trust import SEAL_ORIGIN, trusting
from people.keys import read_key
from people.opening import open_vault
from people.vault import Vault
from seal.notes import Signer, made_signer
from seal.opening import open_seal
from seal.sealer import Sealer
from seal.verify import COSIGNATURE
from tests.kit.http import KS, NHN, VESTLAND, Api
from tests.kit.settings import settings_of

WITNESSES = {
    organisation: Signer(f"vitne.example/{name}", bytes([number] * 32), COSIGNATURE)
    for number, (name, organisation) in enumerate({"ks": KS, "nhn": NHN, "vest": VESTLAND}.items())
}


def registered(folder: Path) -> None:
    """Let KS, NHN and Vestland be witnesses of what is kept in a folder."""
    listed = [
        {"name": signer.name, "organisation": body, "key": signer.verification_key()}
        for body, signer in WITNESSES.items()
    ]
    path = Path(trusting(folder)["SEAL_WITNESSES"])
    path.write_text(json.dumps({"witnesses": listed}), "utf-8")


def folder_of(api: Api) -> Path:
    return api.issuer.public.parents[1]


@contextmanager
def vault_of(api: Api) -> Iterator[Vault]:
    """The vault of the application."""
    settings = settings_of(api.url, folder_of(api))
    with closing(open_vault(settings.vault_url, read_key(settings.vault_key))) as vault:
        yield vault


def log_key(api: Api) -> Signer:
    return made_signer(Path(trusting(folder_of(api))["SEAL_KEY"]), SEAL_ORIGIN)


def sealed(api: Api) -> int:
    """The size of the tree once all that is recorded is sealed and signed."""
    with closing(open_seal(api.url)) as seal, vault_of(api) as vault:
        sealer = Sealer(api.store, seal, vault, log_key(api))
        sealer.catch_up()
        return sealer.size


def checked(folder: Path, verifier: bytes, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the verifier says, in a process that has nothing of ours but that file."""
    program = folder / "verify.py"
    program.write_bytes(verifier)
    return subprocess.run(
        [sys.executable, "-I", str(program), *arguments],
        cwd=folder, env={}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
