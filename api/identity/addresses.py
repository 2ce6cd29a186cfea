"""What may be asked over the network, and where an issuer tells of itself."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
OPENID, OAUTH = "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"


def secure(url: str) -> bool:
    """Whether it is https, or never leaves this machine."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK and parts.port != 0
    except ValueError:
        return False
    return bool(parts.hostname) and not parts.username and (parts.scheme == "https" or plain)


def metadata(issuer: str, kind: str) -> str:
    """The address of an issuer's metadata: OpenID Connect Discovery 4, or RFC 8414, 3.1."""
    if kind == "openid":
        return issuer.rstrip("/") + OPENID
    parts = urlsplit(issuer)
    return f"{parts.scheme}://{parts.netloc}{OAUTH}{parts.path.rstrip('/')}"
