"""What to do about a database that can't be opened, by what its driver says of it."""

from __future__ import annotations

import re

MISSING = re.compile(r'(database|role) "([^"]{1,100})" does not exist')
CREATES = {"database": "createdb", "role": "createuser"}
SAYS = (
    ("connection refused", "is PostgreSQL running there, and is the port right?"),
    ("on socket", "is PostgreSQL running on this machine? Else name its host in [database] url"),
    ("resolve host", "no such name is known: check the host in [database] url"),
    ("translate host name", "no such name is known: check the host in [database] url"),
    ("timeout expired", "is the host right, and does a firewall stand between?"),
    ("timed out", "is the host right, and does a firewall stand between?"),
    ("invalid port", "a port is a number up to 65535"),
    ("authentication failed", "check the user and the password in [database] url"),
    ("no password supplied", "put the password into [database] url, or the whole address into a url_file"),
    ("pg_hba.conf", "let this machine in, in pg_hba.conf on the server"),
    ("too many clients", "raise max_connections of PostgreSQL, or run fewer workers"),
    ("read-only transaction", "this is a copy that can only be read: name the primary"),
    ("permission denied", "let this user create tables there, as the owner of the database may"),
    ("readonly database", "let this user write to the file and to its folder"),
    ("unable to open database file", "let this user write to the file and to its folder"),
    ("file is not a database", "the file is something else: change [database] url or move it away"),
    ("malformed", "the file is damaged: bring back the last copy of it, or try sqlite3 FILE .recover"),
    ("disk is full", "make room on the disk"),
    ("locked", "another program holds it: wait for that, or end it"),
    ("invalid response", "what answers there is no PostgreSQL: is the port right?"),
    ("ssl", "does the server speak TLS? See sslmode in its manual"),
)


def remedy(said: str) -> str:
    """Say what to do, or nothing where nobody knows.

    >>> remedy('FATAL:  database "ledger" does not exist')
    'create it: createdb ledger'
    """
    if missing := MISSING.search(said):
        return f"create it: {CREATES[missing[1]]} {missing[2]}"
    folded = said.casefold()
    return next((do for words, do in SAYS if words in folded), "")
