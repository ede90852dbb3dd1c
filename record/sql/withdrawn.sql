-- Withdrawn claims: when, and the reason that the reviewer wrote for the public.

-- What was published, is no longer, and has nothing published in its place. A returned draft's
-- reason is of another stage, so it is never among these.
CREATE VIEW public_withdrawn AS
SELECT DISTINCT ON (c.id) c.id, c.public_id, v.withdrawn_at, v.reason
FROM claims_verification v
JOIN claims_claim c ON c.id = v.claim_id
WHERE v.stage = 'withdrawn' AND NOT EXISTS (
    SELECT FROM claims_verification p WHERE p.claim_id = c.id AND p.stage = 'published')
ORDER BY c.id, v.withdrawn_at DESC, v.id DESC;

-- A row stays as it is while its withdrawal is the same one: those of before reasons were public
-- have none, and making the record anew must not publish it. One below zero was restored: it is of
-- no claim here.
CREATE OR REPLACE FUNCTION record_renew_withdrawn(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM record_withdrawn r WHERE id = ANY(ids) AND id > 0 AND NOT EXISTS (
        SELECT FROM public_withdrawn p WHERE p.id = r.id);
    INSERT INTO record_withdrawn (id, public_id, withdrawn_at, reason)
    SELECT id, public_id, withdrawn_at, reason FROM public_withdrawn WHERE id = ANY(ids)
    ON CONFLICT (id) DO UPDATE SET withdrawn_at = EXCLUDED.withdrawn_at, reason = EXCLUDED.reason
    WHERE record_withdrawn.withdrawn_at <> EXCLUDED.withdrawn_at;
END $$;
