"""Octets to ``Parsed``: the structure gate, header fields, text and files of one mail, not yet judged."""
