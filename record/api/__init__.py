"""The read-only API: ready documents, found by declared filters, page by page."""
