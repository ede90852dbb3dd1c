"""Names with ц, ч or щ, and names that German spells with S for З, are found from Latin letters."""

from django.db import migrations

# The first letters of a name (in small letters), the same in Latin, Cyrillic and Greek and in the
# spellings of several languages: Зеленський, Zelensky and Selenskyj begin alike.
KEY = r"""
CREATE OR REPLACE FUNCTION claims_name_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    pair text[];
BEGIN
    name := translate(name, 'абвгґдеєёжзиіїйклмнопрстуфх{cyrillic}ыэαβγδεζηθικλμνορσςτυφχωъь',
        'abvggdeeezziiiiklmnoprstufg{latin}ieabgdezitiklmnorsstifgo');
    FOREACH pair SLICE 1 IN ARRAY '{{{{ю,iu}},{{я,ia}},{more}{{ξ,ks}},{{π,p}},{{ψ,ps}},{{oi,u}},{{sch,s}},{{tch,c}},{{sh,s}},'
        '{{sz,s}},{{ch,ç}},{{cz,ç}},{{ts,ç}},{{tz,ç}},{{kh,g}},{{zh,z}},{{ph,f}},{{th,t}},{{ou,u}},{{x,ks}}}}'::text[] LOOP
        name := replace(name, pair[1], pair[2]);
    END LOOP;
    name := translate(name, 'cqwyjh{sounds}ç''’', 'kkviig{sound}c');
    RETURN left(regexp_replace(name, '(.)\1+', '\1', 'g'), 5);
END $$;
"""
NOW = KEY.format(
    cyrillic="цчш", latin="ççs", more="{щ,sç},", sounds="z", sound="s"
)  # c alone is read as k: whatever is to stay a c is ç before
FORMER = KEY.format(cyrillic="цчшщ", latin="ccss", more="", sounds="", sound="")
# `migrate` reads the claims that are not marked as read.
UNREAD = """
DELETE FROM claims_posting WHERE word = '' AND claim IN (
    SELECT claim FROM claims_posting WHERE word LIKE '~%')
"""


def run(statements):
    """RunPython and not RunSQL: no view shows this, so nothing of the record is made anew."""
    return lambda apps, editor: editor.execute(statements, None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0044_settings_of_functions")]

    operations = [
        migrations.RunPython(run(NOW), run(FORMER)),
        migrations.RunPython(run(UNREAD), run(UNREAD)),
    ]
