"""Octets become messages: pure functions from bytes to frozen values."""
