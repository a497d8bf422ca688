"""The evidence that placed a letter, in the words of a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.threads.decision import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    Evidence.PERSON: "a person said so",
    Evidence.OWN_ADDRESS: "it was sent to the record's own address",
    Evidence.REFERENCE: "it belongs to a conversation on that record",
    Evidence.QUOTED: "it quotes a letter on that record",
    Evidence.CONTACT: "the address of a contact",
    Evidence.DOMAIN: "the domain of the organisation",
    Evidence.NAME: "the name of the organisation in its words",
    Evidence.EARLIER_DECISION: "a person filed mail of this address there before",
    Evidence.FIRST_LETTER: "the first letter of the record",
}

STRANGER: Final = "a stranger"  # as filing says it


def evidence(told: str) -> str:
    """Say what placed a letter; what has no words of its own is told as it is."""
    return WORDS.get(told, told)


def why(reason: str, sender: str) -> str:
    """Say why a mail waits or stands on no record, and of a stranger's letter what to answer."""
    if reason != STRANGER or not sender:
        return reason
    return f"nobody of ours has written to {sender} on any record; answer `new: NAME, COUNTRY` or `move to NAME`"
