"""What people decided for the public: treatment of each entry, redaction, entries by hand, overrides, embargo."""
