"""The use cases by hand: data on standard output, everything else on standard error."""
