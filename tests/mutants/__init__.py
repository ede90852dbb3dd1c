"""Mutation testing by hand: remove one guard at a time, and see which test notices."""
