"""Where mail comes from: files for now; each yields octets with the place they lay in."""
