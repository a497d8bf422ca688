"""The outbox is delivered: what is due is drawn up from how things stand now, sent, and its outcome noted."""
