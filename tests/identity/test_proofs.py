"""A proof is used once, and what was used is remembered in bounded room."""

from __future__ import annotations

import pytest

from api.identity.caller import Unfit
from api.identity.proofs import OLDEST_SECONDS, REMEMBERED_SECONDS, Replays
from log.log import Crowded


def test_a_proof_is_used_once_with_each_key() -> None:
    replays = Replays()
    replays.use("en nøkkel", "1", now=100)
    replays.use("en annen", "1", now=100)
    replays.use("en nøkkel", "2", now=100)
    with pytest.raises(Unfit):
        replays.use("en nøkkel", "1", now=100 + OLDEST_SECONDS)


def test_a_proof_is_forgotten_only_when_it_is_too_old_to_be_used() -> None:
    replays = Replays()
    replays.use("en", "1", now=100)
    with pytest.raises(Unfit):
        replays.use("en", "1", now=100 + REMEMBERED_SECONDS - 1)
    replays.use("en", "1", now=100 + REMEMBERED_SECONDS)


def test_when_there_is_no_room_nothing_is_forgotten_before_its_time() -> None:
    replays = Replays(room=2)
    replays.use("en", "1", now=100)
    replays.use("en", "2", now=110)
    with pytest.raises(Crowded):
        replays.use("en", "3", now=111)
    with pytest.raises(Unfit):
        replays.use("en", "1", now=111)
    replays.use("en", "3", now=100 + REMEMBERED_SECONDS)
