from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_two_people")]

    operations = [
        # no form writes a review's language: what is no tag would keep it from ever being saved
        migrations.RunSQL(
            "UPDATE claims_review SET language = '' "
            "WHERE language !~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' AND language <> ''",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("language__regex", "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"),
                    ("language", ""),
                    _connector="OR",
                ),
                name="review_language_is_a_tag",
                violation_error_message="A language is a BCP 47 tag: en for English, pl for Polish, pt-BR for Brazilian Portuguese, und where nobody knows it.",
            ),
        ),
    ]
