"""The PostgreSQL role of a login: opaque, because every role name of a cluster is readable by everybody.

A slow salted hash: a pseudonym, not a secret. The salt is in the profile of the server.
"""

import hashlib
import unicodedata
from functools import lru_cache

_COST = 2**14
_HEX_DIGITS = 16


def normalised_login(login: str) -> str:
    """The login as it counts: no case, no spaces around, one form of each letter."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def role_name(database: str, salt: str, login: str) -> str:
    """The LOGIN role of a person: ``<database>_u_`` and 16 hex digits."""
    return f"{database}_u_{_digest(salt, normalised_login(login))}"


@lru_cache(maxsize=4096)
def _digest(salt: str, login: str) -> str:
    raw = hashlib.scrypt(login.encode(), salt=salt.encode(), n=_COST, r=8, p=1, dklen=_HEX_DIGITS // 2)
    return raw.hex()
