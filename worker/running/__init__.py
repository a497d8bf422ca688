"""The service: the parts that run until they are told to stop, in one process or each in its own."""
