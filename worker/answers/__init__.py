"""What a reporter's one-line reply to a notice asks for."""
