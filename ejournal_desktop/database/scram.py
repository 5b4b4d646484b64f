"""SCRAM-SHA-256 verifiers made on the client: a password neither travels nor is logged (RFC 5802, RFC 4013)."""

import base64
import hashlib
import hmac
import secrets
import stringprep
import unicodedata
from collections.abc import Callable

ITERATIONS = 100_000
_SALT_BYTES = 16

_PROHIBITED: tuple[Callable[[str], bool], ...] = (
    stringprep.in_table_a1,
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)


def make_verifier(password: str, *, iterations: int = ITERATIONS, salt: bytes | None = None) -> str:
    """What PostgreSQL stores in ``pg_authid.rolpassword`` for ``password``."""
    salt = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
    salted = hashlib.pbkdf2_hmac("sha256", saslprep(password).encode(), salt, iterations)
    stored_key = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${iterations}:{_base64(salt)}${_base64(stored_key)}:{_base64(server_key)}"


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def saslprep(password: str) -> str:
    """The password as libpq and the server prepare it; one that may not be prepared is used as typed, as they do."""
    if password.isascii():
        return password
    mapped = "".join(
        " " if stringprep.in_table_c12(sign) else sign for sign in password if not stringprep.in_table_b1(sign)
    )
    prepared = unicodedata.normalize("NFKC", mapped)
    return prepared if prepared and _is_allowed(prepared) else password


def _is_allowed(text: str) -> bool:
    if any(prohibits(sign) for sign in text for prohibits in _PROHIBITED):
        return False
    if not any(stringprep.in_table_d1(sign) for sign in text):
        return True
    # a text with right-to-left letters has no left-to-right ones, and begins and ends with its own kind
    ends_right = stringprep.in_table_d1(text[0]) and stringprep.in_table_d1(text[-1])
    return ends_right and not any(stringprep.in_table_d2(sign) for sign in text)
