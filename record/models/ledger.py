"""The ledger's rows: entries for strangers, and what stands behind each of them."""

from django.db import models


class Entry(models.Model):
    """A leaf of the ledger's tree: `entry` is canonical JSON. The database writes it."""

    number = models.BigIntegerField(primary_key=True)
    step = models.CharField(max_length=10)
    entry = models.TextField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(
                fields=["number"], condition=models.Q(step="key"), name="record_entry_keys"
            )
        ]

    def __str__(self):
        return f"{self.number}: {self.step}"


class Commitment(models.Model):
    """
    What an entry says of one row of the change feed: the SHA-256 of `salt` and its content.

    Without a salt the content was erased. An `entry` that is not written yet waits for others.
    """

    change = models.BigIntegerField(primary_key=True, help_text="Its number in the change feed.")
    entry = models.BigIntegerField()
    step = models.CharField(max_length=10)
    salt = models.BinaryField(null=True)
    digest = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["entry", "change"], name="record_commitment_entry"),
            models.Index(
                fields=["entry"],
                condition=~models.Q(step="changed"),
                name="record_commitment_stepped",
            ),
        ]

    def __str__(self):
        return f"{self.change} in {self.entry}"


class HistoryDigest(models.Model):
    """The rows of the audit history that an entry holds a salted digest of, `first` to `last`."""

    entry = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    salt = models.BinaryField()

    class Meta:
        db_table = "record_history"

    def __str__(self):
        return f"{self.first} to {self.last} in {self.entry}"
