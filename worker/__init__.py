"""On the Record: the ledger of a newsroom's right-of-reply correspondence.

The trip of a message, one way through the house:

1. ``records`` archives its octets, and commits, before anyone thinks.
2. ``mail`` reads them: structure, header fields, text, whose words are whose.
3. ``threads`` decides, from the set of all messages, on which record it stands.
4. ``records`` files it there in one transaction, with the evidence.
5. ``correspondence`` tells the record as its readers will see it.
"""
