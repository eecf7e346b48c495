-- Numbers of certificates: gap-free for each prefix and year, assigned when the row is inserted.
-- The counter's row stays locked until the transaction ends; if it rolls back, the number returns.
CREATE FUNCTION community_number_certificate() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_year integer := extract(year FROM NEW.issued_at AT TIME ZONE 'Asia/Shanghai');
    given bigint;
BEGIN
    INSERT INTO community_certificatecounter AS counter (prefix, year, last) VALUES (NEW.prefix, of_year, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1
    RETURNING counter.last INTO given;
    NEW.number := NEW.prefix || of_year || '-' || lpad(given::text, greatest(6, length(given::text)), '0');
    RETURN NEW;
END $$;
CREATE TRIGGER community_certificate_numbered BEFORE INSERT ON community_certificate
FOR EACH ROW EXECUTE FUNCTION community_number_certificate();

CREATE FUNCTION community_keep_certificate() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'certificates are never deleted'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_certificate_kept';
    END IF;
    IF (NEW.number, NEW.kind, NEW.prefix, NEW.code, NEW.issued_at) IS DISTINCT FROM
       (OLD.number, OLD.kind, OLD.prefix, OLD.code, OLD.issued_at) THEN
        RAISE EXCEPTION 'number, kind, code and date of a certificate never change'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_certificate_number_kept';
    END IF;
    IF NEW.digest <> OLD.digest OR NEW.name NOT IN ('', OLD.name) OR NEW.salt NOT IN ('', OLD.salt)
       OR NEW.facts NOT IN ('{}', OLD.facts) OR OLD.nameless_at IS NOT NULL AND NEW.nameless_at IS NULL THEN
        RAISE EXCEPTION 'what a certificate says never changes; it is replaced'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_certificate_content_kept';
    END IF;
    IF OLD.revoked_at IS NOT NULL AND (NEW.revoked_at, NEW.cause, NEW.replaced_by_id) IS DISTINCT FROM
       (OLD.revoked_at, OLD.cause, OLD.replaced_by_id) THEN
        RAISE EXCEPTION 'a revoked certificate stays revoked'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_certificate_stays_revoked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER community_certificate_kept BEFORE UPDATE OR DELETE ON community_certificate
FOR EACH ROW EXECUTE FUNCTION community_keep_certificate();

-- Counters never go back, because a number would be assigned twice.
CREATE FUNCTION community_keep_counter() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.prefix, NEW.year) <> (OLD.prefix, OLD.year) OR NEW.last <> OLD.last + 1 THEN
        RAISE EXCEPTION 'a counter of certificates only counts on by one'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_certificate_counter_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER community_certificate_counter_kept BEFORE UPDATE OR DELETE ON community_certificatecounter
FOR EACH ROW EXECUTE FUNCTION community_keep_counter();

-- A version of a template never changes.
CREATE FUNCTION community_keep_template() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - '{approved_at,approved_by_id,created_by_id}'::text[]
       <> to_jsonb(OLD) - '{approved_at,approved_by_id,created_by_id}'::text[]
       OR OLD.approved_at IS NOT NULL AND NEW.approved_at IS DISTINCT FROM OLD.approved_at THEN
        RAISE EXCEPTION 'a version of a template never changes; write the next one'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_template_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER community_template_kept BEFORE UPDATE ON community_certificatetemplate
FOR EACH ROW EXECUTE FUNCTION community_keep_template();

-- A release or seal is permanent, with the seal of that day.
CREATE FUNCTION community_keep_certificate_seal() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.released_at IS NOT NULL AND NEW.released_at IS DISTINCT FROM OLD.released_at
       OR OLD.seal_id IS NOT NULL AND (NEW.seal_id, NEW.sealed_at) IS DISTINCT FROM (OLD.seal_id, OLD.sealed_at) THEN
        RAISE EXCEPTION 'a certificate keeps its release and its seal'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_certificate_seal_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER community_certificate_seal_kept BEFORE UPDATE ON community_certificate
FOR EACH ROW EXECUTE FUNCTION community_keep_certificate_seal();
