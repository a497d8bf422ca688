"""Notices: what a person is told, how it is written, and how it leaves."""
