"""Whose words are whose within the text of one message."""
