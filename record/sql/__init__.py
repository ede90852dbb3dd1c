"""The record's derived objects in PostgreSQL: what they are, and how a database comes to have them.

Functions, views, ready tables, indexes, triggers and grants follow record.documents and the SQL
beside this file. No migration makes them: `migrate` compares a digest of each kind with the one
that the database was made from, and makes anew what differs (upgrade.py).
"""

from .upgrade import all_applied, bring_up_to_date, empty, step_aside

__all__ = ["all_applied", "bring_up_to_date", "step_aside", "empty"]
