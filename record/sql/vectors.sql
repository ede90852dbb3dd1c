-- What published claims mean: the desk's vectors (claims' migration `…_vectors`) of those claims, and
-- of no others.
CREATE OR REPLACE FUNCTION record_renew_vectors(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM record_vector r WHERE claim = ANY(ids) AND NOT EXISTS (
        SELECT FROM claims_vector v JOIN record_claim c ON c.id = v.claim
        WHERE (v.claim, v.model, v.vector) = (r.claim, r.model, r.vector));
    INSERT INTO record_vector (claim, model, vector)
    SELECT v.claim, v.model, v.vector FROM claims_vector v JOIN record_claim c ON c.id = v.claim
    WHERE v.claim = ANY(ids) ON CONFLICT DO NOTHING;
END $$;

CREATE OR REPLACE FUNCTION record_vector_follow() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM record_renew_vectors(ARRAY[COALESCE(NEW.claim, OLD.claim)]);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER record_vector_follow AFTER INSERT OR UPDATE OR DELETE ON claims_vector
    FOR EACH ROW EXECUTE FUNCTION record_vector_follow();
