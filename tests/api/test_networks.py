"""What networks there are, what overlaps, and what of a closed one was carried over to nobody."""

from __future__ import annotations

from uuid import uuid4

from tests.kit.http import Api, day, refused
from tests.kit.story import Story


def test_what_of_a_closed_network_was_carried_over_to_nobody_is_shown(api: Api) -> None:
    story, topic = Story(api), uuid4().hex
    old, new = (f"n-{uuid4().hex[:8]}" for _ in range(2))
    said = {"name": "N", "mandate": "KS 19/203", "funding_line": "Tilskudd", "reports_to": "KS"}
    for code in (old, new):
        story.owner.does("/networks", {"code": code, "topics": [topic], **said})

    def told(at_least: int) -> dict[str, dict[str, list[str]]]:
        items = story.reader.sees("/networks", at_least=at_least)["items"]
        return {each["network"]["id"]: each for each in items}

    assert told(api.store.head())[old]["overlaps"] == [new]
    for resource in ("kursbank", "maler"):
        story.owner.does(f"/networks/{old}/resources", {"resource": resource, "what": resource})
    closing = {"successor": new, "decision": "KS 24/12", "on": day(0).isoformat()}
    story.owner.does(f"/networks/{old}/closing", closing)
    receipt = story.owner.does(f"/networks/{old}/carry-over", {"resource": "maler", "to": new})
    assert told(receipt["position"])[old]["left"] == ["kursbank"]
    back = story.owner.post(f"/networks/{new}/closing", closing | {"successor": old})
    refused(back, 409, rule="C01-10", reason="successor_not_open")
