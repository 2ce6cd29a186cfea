"""One whole story against a running system: `python -m ops.journey`, after `make up`.

It goes over HTTP and NATS only, as the first client of the system, and ends with an error at the
first thing that is not so. Told again, it tells of a new run.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ops.journey import answering, boards, introducing, listening, planning, readiness, remaining
from ops.journey.cast import chosen
from ops.journey.story import Story, against
from ops.journey.telling import NotSo, Teller


def main() -> int:
    """The exit status: 0 where everything was so. DATA says where the system has its data."""
    tell = Teller(sys.stdout)
    try:
        with against(Path(os.environ.get("DATA", ".data")), tell) as story:
            _tell(story)
    except NotSo as why:
        tell.failed(why)
        return 1
    except KeyboardInterrupt:
        return 130
    tell.end()
    return 0


def _tell(story: Story) -> None:
    began = story.api.position
    known = remaining.look(story)
    whom = chosen(known["not_known"])
    criteria = readiness.declare(story)
    run = planning.prepare(story, whom[0])
    planning.hold_back(story, criteria, whom[0])
    joined = answering.ask(story, run, whom)
    introducing.carry_out(story, run, joined, known)
    boards.show(story, run, joined)
    listening.prove(story, began)


if __name__ == "__main__":
    sys.exit(main())
