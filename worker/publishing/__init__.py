"""The public pages come to stand in a folder: what changed is rendered, written and, where it is withdrawn, removed."""
