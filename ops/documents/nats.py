"""Who may do what on the NATS cluster of docker-compose.yml, as `ops/nats_users.py` says."""

from __future__ import annotations

import json
import re

from ops.nats_users import USERS, authorization

HEAD = "# Written by `python -m ops.documents`: change ops/nats_users.py, not this file.\n"


def written() -> str:
    """The part of the servers' configuration, with passwords that the environment gives."""
    variables = {user: f"$NATS_{user.upper()}_PASSWORD" for user in USERS}
    told = json.dumps(authorization(variables), indent=2)
    unquoted = re.sub(r'"(\$NATS_[A-Z]+_PASSWORD)"', r"\1", told)  # in quotes it is no variable
    return f"{HEAD}authorization: {unquoted}\n"
