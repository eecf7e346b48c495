-- Shared functions of append-only tables; see community.only_added.
CREATE TABLE community_only_added (
    grown text PRIMARY KEY,
    key text NOT NULL,
    forgets text NOT NULL
);

CREATE FUNCTION community_refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- community_forget sets this, and runs as the owner: a setting alone opens nothing.
    IF current_setting('community.forgetting', true) = 'on'
       AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    -- A login that goes leaves what it did behind, unsigned; community_signer_gone sees at commit that it went.
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) ? 'history_user_id' AND to_jsonb(NEW) ->> 'history_user_id' IS NULL
       AND to_jsonb(NEW) - 'history_user_id' = to_jsonb(OLD) - 'history_user_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION community_signer_gone() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM community_user WHERE id = OLD.history_user_id) THEN
        RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION community_forget(grown_table text, keys bigint[], blanks text[]) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET community.forgetting = 'on' AS $$
DECLARE
    entry community_only_added%ROWTYPE;
    change text;
    done bigint;
BEGIN
    SELECT * INTO STRICT entry FROM community_only_added WHERE grown = grown_table;
    IF blanks IS NULL THEN
        change := format('DELETE FROM %I grown', entry.grown);
    ELSE
        SELECT format('UPDATE %I grown SET %s', entry.grown, string_agg(format('%I = %L', each, ''), ', '))
        INTO change FROM unnest(blanks) each;
    END IF;
    EXECUTE format('%s WHERE grown.%I = ANY ($1) AND (%s)', change, entry.key, entry.forgets) USING keys;
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done;
END $$;
REVOKE ALL ON FUNCTION community_forget(text, bigint[], text[]) FROM PUBLIC;

-- Versions of the tables that shared pages read; see community.versions. Numbers are based on the clock, so that
-- none is ever repeated, not even after a restore or when the table was emptied.
CREATE TABLE community_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    number bigint NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX community_version_source ON community_version (source);
CREATE FUNCTION community_move_version_of(changed text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    chosen bigint;
    moment bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
BEGIN
    SELECT id INTO chosen FROM community_version WHERE source = changed LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF chosen IS NOT NULL THEN
        UPDATE community_version SET number = greatest(number + 1, moment) WHERE id = chosen;
    END IF;
    IF NOT FOUND THEN
        INSERT INTO community_version (source, number) VALUES (changed, moment);
    END IF;
END $$;
CREATE FUNCTION community_move_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM community_move_version_of(TG_TABLE_NAME);
    RETURN NULL;
END $$;
