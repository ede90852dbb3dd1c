-- The ledger: what the record began to say, committed to for strangers (docs/ledger.md).
--
-- Each row of the change feed gets a commitment, the SHA-256 of 32 random bytes (its salt) and of the
-- row in canonical JSON. What one transaction changed is one entry: it holds the root of a Merkle
-- tree (RFC 6962) over those commitments. Entries are numbered without gaps, in the order of their
-- commits. Whoever has salt and row can show that an entry commits to them; once both are erased,
-- the entry says nothing about them, and still stands.

-- JSON as RFC 8785 has it: keys sorted, no blanks. Right for ASCII keys and whole numbers, which all
-- documents keep to; texts are escaped by jsonb as RFC 8785 asks.
CREATE OR REPLACE FUNCTION record_canonical(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE jsonb_typeof(value)
        WHEN 'object' THEN '{' || COALESCE((
            SELECT string_agg(to_json(key)::text || ':' || CASE
                WHEN jsonb_typeof(part) IN ('object', 'array') THEN record_canonical(part)
                ELSE part::text END, ',' ORDER BY key COLLATE "C")
            FROM jsonb_each(value) each (key, part)), '') || '}'
        WHEN 'array' THEN '[' || COALESCE((
            SELECT string_agg(CASE
                WHEN jsonb_typeof(part) IN ('object', 'array') THEN record_canonical(part)
                ELSE part::text END, ',' ORDER BY n)
            FROM jsonb_array_elements(value) WITH ORDINALITY each (part, n)), '') || ']'
        ELSE value::text END;
END $$;

-- A moment to the microsecond, whatever the session's time zone.
CREATE OR REPLACE FUNCTION record_moment(moment timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- A row of the change feed in canonical JSON: what is committed to, and served. `canonical` is its
-- document so; NULL for none.
CREATE OR REPLACE FUNCTION record_content(
    number bigint, kind text, public_id uuid, at timestamptz, canonical text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT '{"at":"' || record_moment(at)
        || '","document":' || COALESCE(canonical, 'null')
        || ',"id":"' || public_id || '","kind":"' || kind || '","number":' || number || '}'
$$;

-- 32 bytes that nobody can guess, of PostgreSQL's own strong random numbers.
CREATE OR REPLACE FUNCTION record_ledger_salt() RETURNS bytea LANGUAGE sql VOLATILE AS $$
    SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
        || uuid_send(gen_random_uuid()))
$$;

-- What happened to a claim, by its document and the one before it.
CREATE OR REPLACE FUNCTION record_ledger_step(change bigint, claim uuid, document json)
RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    before json := (SELECT c.document FROM record_change c
        WHERE c.public_id = claim AND c.number < change ORDER BY c.number DESC LIMIT 1);
BEGIN
    RETURN CASE
        WHEN document IS NULL THEN 'withdrawn'
        WHEN before IS NULL THEN 'published'
        WHEN before #>> '{verification,id}' <> document #>> '{verification,id}' THEN 'corrected'
        ELSE 'changed' END;
END $$;

-- The root of the Merkle tree over these hashes of leaves: they are hashed in pairs, floor by floor,
-- and one that is left over goes up as it is, which is the tree of RFC 6962.
CREATE OR REPLACE FUNCTION record_ledger_root(hashes bytea[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    WHILE cardinality(hashes) > 1 LOOP
        hashes := ARRAY(
            SELECT CASE count(*)
                WHEN 2 THEN sha256('\x01'::bytea || string_agg(hash, ''::bytea ORDER BY n))
                ELSE string_agg(hash, ''::bytea) END
            FROM unnest(hashes) WITH ORDINALITY each (hash, n)
            GROUP BY (n - 1) / 2 ORDER BY (n - 1) / 2);
    END LOOP;
    RETURN hashes[1];
END $$;

-- One transaction at a time writes to the ledger, until it ends. It is the last lock that anybody
-- takes: whoever has it waits for nobody. Returns the number of the entry that is next.
CREATE OR REPLACE FUNCTION record_ledger_next() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('record.ledger'));
    RETURN (SELECT COALESCE(max(number) + 1, 0) FROM record_entry);
END $$;

CREATE OR REPLACE FUNCTION record_ledger_append(step text, more jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    coming bigint := record_ledger_next();
BEGIN
    INSERT INTO record_entry (number, step, entry) VALUES (coming, step,
        record_canonical(more || jsonb_build_object(
            'number', coming,
            'step', step,
            'at', record_moment(clock_timestamp()),
            'definition', (SELECT encode(sha256(convert_to(
                string_agg(name || ' ' || digest, E'\n' ORDER BY name COLLATE "C"), 'UTF8')), 'hex')
                FROM record_definition))));
    RETURN coming;
END $$;

-- Write the entry that the commitments with the next number have waited for, if there are any.
CREATE OR REPLACE FUNCTION record_ledger_seal(called text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    coming bigint := record_ledger_next();
    root bytea;
    changes bigint;
    steps text[];
    claims jsonb;
BEGIN
    SELECT record_ledger_root(array_agg(sha256('\x00'::bytea || digest) ORDER BY change)), count(*)
    INTO root, changes FROM record_commitment WHERE entry = coming;
    IF changes = 0 THEN
        RETURN;
    END IF;
    SELECT array_agg(DISTINCT step), jsonb_agg(public_id) FILTER (WHERE place <= 100)
    INTO steps, claims FROM (
        SELECT k.step, c.public_id, row_number() OVER (ORDER BY c.number) AS place
        FROM record_commitment k JOIN record_change c ON c.number = k.change
        WHERE k.entry = coming AND k.step <> 'changed' ORDER BY c.number) stepped;
    PERFORM record_ledger_append(
        COALESCE(called, CASE WHEN cardinality(steps) = 1 THEN steps[1] ELSE 'changed' END),
        jsonb_build_object('changes', changes, 'root', encode(root, 'hex'),
            'claims', COALESCE(claims, '[]')));
END $$;

-- Each change is committed to by the statement that tells it, under the number of the next entry.
CREATE OR REPLACE FUNCTION record_ledger_commits() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    coming bigint;
BEGIN
    IF EXISTS (SELECT FROM added) THEN
        coming := record_ledger_next();
        INSERT INTO record_commitment (change, entry, step, salt, digest)
        SELECT number, coming, CASE kind
            WHEN 'claim' THEN record_ledger_step(number, public_id, document) ELSE 'changed' END,
            salt, sha256(salt || convert_to(
                record_content(number, kind, public_id, at,
                    record_canonical_document(kind, document::jsonb)), 'UTF8'))
        FROM (SELECT a.*, record_ledger_salt() AS salt FROM added a OFFSET 0) each;
    END IF;
    RETURN NULL;
END $$;

-- At the end of the transaction, the entry. What follows in batches from a change that very many
-- documents show is sealed with the last of them, or with the next step of a claim: one entry.
CREATE OR REPLACE FUNCTION record_ledger_seals() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM record_entry WHERE number = NEW.entry)
        AND (NOT EXISTS (SELECT FROM record_renewal) OR EXISTS (
            SELECT FROM record_commitment WHERE entry = NEW.entry AND step <> 'changed')) THEN
        PERFORM record_ledger_seal();
    END IF;
    RETURN NULL;
END $$;

-- What was said once and may be read no more is erased with its salt: without it, nobody can try
-- which words the commitment was of.
CREATE OR REPLACE FUNCTION record_ledger_erases() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE record_commitment SET salt = NULL WHERE change = OLD.number;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER record_ledger_commits AFTER INSERT ON record_change
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION record_ledger_commits();
CREATE OR REPLACE TRIGGER record_ledger_erases AFTER UPDATE OF document ON record_change
    FOR EACH ROW WHEN (NEW.document::text IS DISTINCT FROM OLD.document::text)
    EXECUTE FUNCTION record_ledger_erases();
DO $$ BEGIN  -- a constraint trigger cannot be replaced
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'record_ledger_seals') THEN
        CREATE CONSTRAINT TRIGGER record_ledger_seals AFTER INSERT ON record_commitment
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_ledger_seals();
    END IF;
END $$;

-- A database that comes to the ledger begins it with all that its change feed holds.
CREATE OR REPLACE FUNCTION record_ledger_begin() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    at_once CONSTANT integer := 4096;
    coming bigint := record_ledger_next();
BEGIN
    IF coming > 0 THEN
        RETURN;
    END IF;
    LOOP
        INSERT INTO record_commitment (change, entry, step, salt, digest)
        SELECT number, coming, 'changed', salt, sha256(salt || convert_to(
            record_content(number, kind, public_id, at, record_canonical(document::jsonb)), 'UTF8'))
        FROM (SELECT c.*, record_ledger_salt() AS salt FROM record_change c WHERE NOT EXISTS (
            SELECT FROM record_commitment WHERE change = c.number)
            ORDER BY number LIMIT at_once) each;
        EXIT WHEN NOT EXISTS (SELECT FROM record_commitment WHERE entry = coming);
        PERFORM record_ledger_seal('begun');
        coming := coming + 1;
    END LOOP;
END $$;

-- Each package that an edition was is an entry: its hash commits to its manifest and all its files.
CREATE OR REPLACE FUNCTION record_ledger_edition() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM record_ledger_seal();
    PERFORM record_ledger_append('edition',
        jsonb_build_object('edition', NEW.day, 'sha256', NEW.sha256, 'bytes', NEW.size,
            'moment', record_moment(NEW.moment), 'made_at', record_moment(NEW.made_at)));
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER record_ledger_edition AFTER INSERT ON record_edition
    FOR EACH ROW EXECUTE FUNCTION record_ledger_edition();

-- The history of the desk is private, so what the ledger has of it is one salted digest of all rows
-- since the one before. Whoever writes history shares a lock, so that no row of a number below the
-- last one comes later.
CREATE OR REPLACE FUNCTION record_ledger_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('record.history'));
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER record_ledger_shares BEFORE INSERT ON sources_change
    FOR EACH STATEMENT EXECUTE FUNCTION record_ledger_shares();

CREATE OR REPLACE FUNCTION record_ledger_history_digest(earliest bigint, latest bigint)
RETURNS bytea LANGUAGE sql STABLE SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
    SELECT sha256(COALESCE(string_agg(sha256(convert_to(
        ROW(id, at, who, why, record, record_id, part_of, part_of_id, was, became)::text, 'UTF8')),
        ''::bytea ORDER BY id), ''))
    FROM sources_change WHERE id BETWEEN earliest AND latest
$$;

-- Append a digest of the history's rows that no entry has yet. Returns its number; NULL if there are
-- none, or somebody is writing.
CREATE OR REPLACE FUNCTION record_ledger_history() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '100ms' AS $$
DECLARE
    at_once CONSTANT integer := 20000;
    earliest bigint;
    latest bigint;
    fresh bytea := record_ledger_salt();
    coming bigint;
BEGIN
    PERFORM record_sees_the_present();
    IF NOT EXISTS (SELECT FROM sources_change
            WHERE id > (SELECT COALESCE(max(last), 0) FROM record_history)) THEN
        RETURN NULL;
    END IF;
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('record.history'));
    EXCEPTION WHEN lock_not_available THEN
        RETURN NULL;
    END;
    -- Whoever has the ledger may be about to write history.
    IF NOT pg_try_advisory_xact_lock(hashtext('record.ledger')) THEN
        RETURN NULL;
    END IF;
    -- now that nobody else appends one
    earliest := (SELECT COALESCE(max(last), 0) + 1 FROM record_history);
    latest := (SELECT max(id) FROM (
        SELECT id FROM sources_change WHERE id >= earliest ORDER BY id LIMIT at_once) batch);
    IF latest IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM record_ledger_seal();
    coming := record_ledger_append('history', jsonb_build_object('digest', encode(
        sha256(fresh || record_ledger_history_digest(earliest, latest)), 'hex')));
    INSERT INTO record_history (entry, first, last, salt) VALUES (coming, earliest, latest, fresh);
    RETURN coming;
END $$;

-- The key that signs from now on, a verifier key of C2SP's signed notes. The same again is no entry.
CREATE OR REPLACE FUNCTION record_ledger_key(verifier text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_ledger_seal();
    IF verifier IS DISTINCT FROM (SELECT entry::jsonb ->> 'key' FROM record_entry
            WHERE step = 'key' ORDER BY number DESC LIMIT 1) THEN
        PERFORM record_ledger_append('key', jsonb_build_object('key', verifier));
    END IF;
END $$;
