"""No setting of a session changes what rules and the owner's functions do: the way back."""

from django.db import migrations

# record/sql/access.sql gives functions these settings. What knew nothing of them has none.
UNSET = """
DO $$
DECLARE
    function regprocedure;
BEGIN
    FOR function IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND 'quote_all_identifiers=off' = ANY(proconfig)
    LOOP
        EXECUTE format('ALTER FUNCTION %s RESET quote_all_identifiers', function);
        EXECUTE format('ALTER FUNCTION %s RESET standard_conforming_strings', function);
    END LOOP;
    FOR function IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT prosecdef AND 'gin_fuzzy_search_limit=0' = ANY(proconfig)
    LOOP
        EXECUTE format('ALTER FUNCTION %s RESET gin_fuzzy_search_limit', function);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0043_reviews_taken_back")]

    operations = [migrations.RunSQL(migrations.RunSQL.noop, UNSET)]
