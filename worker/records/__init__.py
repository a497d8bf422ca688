"""What is kept: the octets as they came, what people decided, and everything derived from both."""
