"""Where mail comes from: a server, by IMAP, or files; each yields octets with the place they lay in."""
