"""Use case: every thing that the configuration names is tried, and what is wrong is told with what to do."""
