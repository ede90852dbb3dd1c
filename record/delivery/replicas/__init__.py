"""Streaming replicas that the record is read from, as long as they are up to date."""
