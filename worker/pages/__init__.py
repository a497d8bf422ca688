"""The public pages: what was released of a record, as values, and those as the files of a static site."""
