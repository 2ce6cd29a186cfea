"""The verifier is one file that an outsider can read, and run without anything of ours."""

from __future__ import annotations

import ast
import json
import sys
import time
from pathlib import Path

import pytest

from seal import verify
from seal.verify import NO_SALT, canonical, check_log, leaf_hash, leaf_of, main
from tests.seal.kit import LOG, WITNESS, checkpoint, grown, many
from tests.seal.test_tampering import line

SOURCE = Path(verify.__file__).read_text("utf-8")
MANY, SECONDS = 100_000, 30.0


def held(path: Path, size: int, *names: str) -> list[str]:
    """Arguments of the verifier for files with checkpoints of a tree of so many leaves."""
    text = checkpoint(many(size)).text
    arguments = ["--key", LOG.verification_key(), "--key", WITNESS.verification_key()]
    for name in names:
        note = LOG.note(text) + WITNESS.cosigned(text, 1_800_000_000)
        (path / name).write_text(note, "utf-8")
        arguments += ["--checkpoint", str(path / name)]
    return arguments


def test_it_is_short_and_needs_nothing_but_the_standard_library_and_one_for_signatures() -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}
    assert len(SOURCE.splitlines()) <= 300


def test_a_hundred_thousand_events_are_verified_in_time() -> None:
    lines = [line(at + 1, at % 9, at // 9 + 1, "En grunn. " * 40) for at in range(MANY)]
    hashes = [leaf_hash(each) for each in lines]
    signed = checkpoint(hashes)
    lines[70_000] = lines[70_000].replace(b"En grunn", b"Ingen grunn")
    begun = time.monotonic()
    found = list(check_log(lines, hashes, [signed]))
    assert time.monotonic() - begun < SECONDS
    assert [leaf for leaf, _ in found] == [None, 70_000]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"size":3}', b'{"size":3,"size":3}', b"\xff", b"3"]
)
@pytest.mark.parametrize("what", ["dossier", "consistency"])
def test_what_is_something_else_cannot_be_checked_and_that_is_said(
    tmp_path: Path, what: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(content)
    assert main([what, str(tmp_path / "file"), *held(tmp_path, 3, "held.txt")]) == 2
    assert capsys.readouterr().err.startswith("Cannot be checked: ")


def test_a_dossier_of_another_size_has_to_be_asked_for_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"checkpoint": "", "decision": "", "items": [], "size": 4}
    (tmp_path / "dossier").write_text(json.dumps(told, separators=(",", ":")))
    assert main(["dossier", str(tmp_path / "dossier"), *held(tmp_path, 3, "held.txt")]) == 2
    assert "Ask for the dossier with size=3; this one has 4" in capsys.readouterr().err


def test_where_a_salt_ends_is_not_for_the_reader_to_say() -> None:
    whole = NO_SALT + canonical('Nei. "Ja.').encode()
    salt, shortened = whole[: whole.index(b'"Ja.')], json.loads('"Ja."')
    assert salt + canonical(shortened).encode() == whole  # so the digest would be the same
    with pytest.raises(ValueError, match="32 bytes"):
        leaf_of({"text": shortened}, {"/text": salt.hex()})


def test_growth_is_checked_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = [each.hex() for each in grown(many(9)).consistency(3, 9)]
    (tmp_path / "proof").write_text(json.dumps({"proof": proof}, separators=(",", ":")))
    arguments = held(tmp_path, 9, "new.txt") + held(tmp_path, 3, "old.txt")[-2:]
    assert main(["consistency", str(tmp_path / "proof"), *arguments]) == 0
    signers = "signed by fellestakt.example/log, witness.example/ks"
    told = f"HOLDS: fellestakt.example/log, 9 leaves, {signers}, 0 events withheld\n"
    assert capsys.readouterr().out == told
    arguments = held(tmp_path, 9, "new.txt") + held(tmp_path, 4, "old.txt")[-2:]
    assert main(["consistency", str(tmp_path / "proof"), *arguments]) == 1
    assert "the first 4 leaves are not the same in both: a fork" in capsys.readouterr().out
