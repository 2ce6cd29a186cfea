"""Who calls: a signed token from a configured issuer, and nothing else (docs/identity.md)."""

from api.identity.caller import Caller, IssuerAway, References, Unauthenticated
from api.identity.tokens import Tokens

__all__ = ["Caller", "IssuerAway", "References", "Tokens", "Unauthenticated"]
