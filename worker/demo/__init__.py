"""The sample correspondence, and what carries it to the real service on this machine."""
