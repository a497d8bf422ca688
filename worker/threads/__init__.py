"""Which record a message stands on: pure functions of the set of all messages and of what people decided."""
