"""How a delivery is signed (Standard Webhooks): `id.timestamp.body` under a secret of that address alone."""

import base64
import hashlib
import hmac

SECRET_PREFIX = "whsec_"
# A receiver refuses what is older: a delivery that was overheard cannot be sent again later.
TOLERANCE_SECONDS = 300


def secret_of(key: bytes, webhook_id: str, generation: int) -> str:
    """An address's secret. It follows from the platform's key, so that none is kept anywhere."""
    made = hmac.digest(key, f"webhook\0{webhook_id}\0{generation}".encode(), hashlib.sha256)
    return SECRET_PREFIX + base64.b64encode(made).decode()


def signed_headers(secret: str, delivery: str, moment: int, body: bytes) -> dict[str, str]:
    """The headers by which a receiver knows that the platform sent this body, now; `moment` in Unix seconds."""
    return {"webhook-id": delivery, "webhook-timestamp": str(moment),
            "webhook-signature": f"v1,{_signature(secret, delivery, moment, body)}"}


def is_genuine(secret: str, headers: dict[str, str], body: bytes, now: int) -> bool:
    """What a receiver checks: the signature, and that the delivery is fresh."""
    moment = int(headers["webhook-timestamp"])
    expected = f"v1,{_signature(secret, headers['webhook-id'], moment, body)}"
    return abs(now - moment) <= TOLERANCE_SECONDS and hmac.compare_digest(expected, headers["webhook-signature"])


def _signature(secret: str, delivery: str, moment: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    return base64.b64encode(hmac.digest(key, f"{delivery}.{moment}.".encode() + body, hashlib.sha256)).decode()
