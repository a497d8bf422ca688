"""How days, people and deadlines are written in English: on a page, in a notice, in a terminal."""
