"""``${word}`` in our SQL files: a role of this database, ``<database>_<word>``; ``${database}`` is the name itself."""

import re

# a lone $$ opens a function's body and stays; only ${word} is ours
_TOKEN = re.compile(r"\$\{([a-z_]+)\}")


def role_of(database: str, name: str) -> str:
    """The full name of a role of ``database``: roles belong to the whole cluster, so they carry its name."""
    return f"{database}_{name}"


def fill_tokens(text: str, database: str) -> str:
    """Put this database's names in place of the tokens of an SQL file."""
    return _TOKEN.sub(lambda found: database if found[1] == "database" else role_of(database, found[1]), text)
