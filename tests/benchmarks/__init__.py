"""How fast the world reads, beside the limit of what PostgreSQL can do, in one run."""
