"""Notes, checkpoints and cosignatures are those that others write and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from seal.notes import Signer, checkpoint_text, made_signer, read_signer
from seal.verify import COSIGNATURE, checkpoint_of, opened, read_key
from tests.seal.kit import LOG, ORIGIN, WITNESS, checkpoint, many

# From the tests of Go's golang.org/x/mod/sumdb/note.
THEIRS = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
THEIR_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
THEIR_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
THEIR_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR"
    "Zb6KE6RyyBwJnAM=\n"
)
# From c2sp.org/tlog-cosignature.
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhc"
    "yv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX"
    "3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def test_a_note_is_signed_as_others_sign_it() -> None:
    signer = Signer.read(THEIR_SECRET)
    assert signer.note(THEIR_TEXT) == f"{THEIR_TEXT}\n{THEIR_LINE}"
    assert signer.verification_key() == THEIRS
    assert signer.written() == THEIR_SECRET


def test_a_note_of_others_is_verified() -> None:
    key = read_key(THEIRS)
    text, [(name, signature)] = opened(f"{THEIR_TEXT}\n{THEIR_LINE}")
    assert (name, signature[:4]) == (key.name, key.id)
    assert key.signed(text, signature[4:])
    assert not key.signed(text.replace("answer", "Answer"), signature[4:])


def test_a_checkpoint_of_others_is_read() -> None:
    checkpoint = checkpoint_of(SOFA, [])
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    _, signatures = opened(SOFA)
    assert [(name, sign[:4].hex()) for name, sign in signatures] == [
        ("example.com/behind-the-sofa", "033de0ae"), ("witness.example.com/w1", "8d66cf3f"),
    ]  # fmt: skip
    assert int.from_bytes(signatures[1][1][4:12]) == 1679315147


def test_a_checkpoint_is_believed_if_all_whose_keys_are_held_have_signed_it() -> None:
    text = checkpoint(many(3)).text
    note = LOG.note(text) + WITNESS.cosigned(text, 1_800_000_000)
    assert checkpoint_of(note, [LOG.key, WITNESS.key]).size == 3
    assert checkpoint_of(note, [read_key(WITNESS.verification_key())]).origin == ORIGIN
    stranger = Signer.generate("witness.example/ks", COSIGNATURE)
    for keys in ([stranger.key], [LOG.key, stranger.key]):
        with pytest.raises(ValueError, match="has not signed"):
            checkpoint_of(note, keys)


@pytest.mark.parametrize("at", [4, 11, 12, 75])
def test_a_cosignature_with_another_time_or_another_byte_is_refused(at: int) -> None:
    text = checkpoint(many(3)).text
    name, signature = opened(LOG.note(text) + WITNESS.cosigned(text, 7))[1][1]
    forged = signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :]
    assert WITNESS.key.signed(text, signature[4:])
    assert not WITNESS.key.signed(text, forged[4:])
    assert name == WITNESS.name


@pytest.mark.parametrize("where", [(0, 1), (10, 11), (13, 14), (-2, -1), (-9, None)])
def test_a_mangled_key_is_no_key(where: tuple[int, int | None]) -> None:
    mangled = THEIRS[: where[0]] + "".join(THEIRS[where[1] :] if where[1] else "")
    with pytest.raises(ValueError):  # noqa: PT011  # what is wrong with it differs
        read_key(mangled)


@pytest.mark.parametrize(
    "note",
    [
        "", "x\n", "x\n\n", "\n\n— a eHh4eHg=\n", f"{THEIR_TEXT}\n{THEIR_LINE}"[:-1],
        f"{THEIR_TEXT}\n{THEIR_LINE}x\n", f"{THEIR_TEXT}\t\n{THEIR_LINE}",
        f"{THEIR_TEXT}\n{THEIR_LINE * 101}", f"{THEIR_TEXT}\n— Peter Neumann x08go/ZJ\n",
        f"{THEIR_TEXT}\n- PeterNeumann x08go/ZJ\n", f"{THEIR_TEXT}\n— PeterNeumann x08go/Z\n",
    ],
)  # fmt: skip
def test_what_is_not_written_as_a_signed_note_is_refused(note: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # what is wrong with it differs
        opened(note)


@pytest.mark.parametrize(
    "text",
    [
        "a\n1\n",
        "a\n01\neA==\n",
        "\n1\n" + "A" * 43 + "=\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n1\nAA==\n",
    ],
)
def test_what_is_not_written_as_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # what is wrong with it differs
        checkpoint_of(LOG.note(text), [LOG.key])


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "seal" / "log.key"
    made = made_signer(path, ORIGIN)
    assert path.stat().st_mode & 0o777 == 0o600
    assert made_signer(path, ORIGIN) == read_signer(path, ORIGIN) == made
    with pytest.raises(ValueError, match="signs for"):
        read_signer(path, "another.example/log")
    path.chmod(0o640)
    with pytest.raises(ValueError, match="0600"):
        read_signer(path, ORIGIN)


def test_an_origin_that_cannot_be_a_name_is_refused(tmp_path: Path) -> None:
    for origin in ("", "a b", "a+b", "a\n"):
        with pytest.raises(ValueError, match="cannot be the name"):
            made_signer(tmp_path / "key", origin)


def test_a_checkpoint_says_origin_size_and_root() -> None:
    assert checkpoint_text("a/b", 7, b"\0" * 32) == "a/b\n7\n" + "A" * 43 + "=\n"
