"""What mail clients write above a letter that they forward or quote, in every language they speak."""
