"""Migrations know the field of ready documents by this address."""

from record.documents.row import DocumentField

__all__ = ["DocumentField"]
