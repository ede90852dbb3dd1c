from django.db import migrations


class Migration(migrations.Migration):
    """`quote_surest_first` holds the same rows, and whatever counts them reads that one."""

    dependencies = [("sources", "0007_surest")]

    operations = [migrations.RemoveIndex("quote", "quote_suggested")]
