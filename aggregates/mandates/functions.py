"""Which function there is in which kind of organisation."""

from __future__ import annotations

from aggregates.kernel.act import Role

ANYWHERE = frozenset({Role.ADMINISTRATOR, Role.SUBSCRIBER, Role.ROLLOUT_LEADER})
"""Leaders and resources are lent to runs and regions by whoever employs them (S3 L391, L609)."""

IN: dict[str, frozenset[Role]] = {
    "municipality": frozenset({Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR}),
    "regional_group": frozenset({Role.REGIONAL_CONTACT, Role.NETWORK_RESOURCE}),
    "ks": frozenset({Role.PORTFOLIO_OWNER, Role.REPRESENTATIVE}),
    "service_provider": frozenset({Role.SERVICE_PROVIDER, Role.PROGRAMME}),
    "directorate": frozenset({Role.SERVICE_PROVIDER, Role.PROGRAMME}),
    "programme": frozenset({Role.PROGRAMME}),
    "digital_network": frozenset({Role.DIGITAL_NETWORK}),
    "vendor": frozenset({Role.VENDOR}),
    "coordinating_group": frozenset({Role.COORDINATING_GROUP}),
    "assessor_group": frozenset({Role.HEALTH_ASSESSOR}),
    "council": frozenset({Role.REPRESENTATIVE}),
    "auditor": frozenset({Role.AUDITOR}),
    "operator": frozenset({Role.OPERATOR}),
}
EXCLUSIVE = frozenset({Role.REGIONAL_CONTACT})
"""Held by one at a time in one organisation (I41)."""


def fits(function: str, kind: str) -> bool:
    """Whether an organisation of that kind has that function (C01-06)."""
    return function in ANYWHERE or function in IN.get(kind, frozenset())
