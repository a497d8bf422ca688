"""What the edges must tell apart: try again, set aside, or tell the person who asked."""


class Transient(Exception):  # noqa: N818 - the adjective is the word the edges use
    """Something out of reach for the moment; the same call may succeed later."""


class Malformed(Exception):  # noqa: N818
    """A mail that can't be read; its octets stay, and the text says why in one line."""


class Refused(Exception):  # noqa: N818
    """What a person asked can't be done; the text says in one line what is wrong and what to do. Exit code 2."""
