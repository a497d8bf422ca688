"""The evidence bundle: all that is known of a record in one file, with what proves it, for lawyers."""
