"""What was asked by when and what was promised by when, read from the words of a letter: pure functions."""
