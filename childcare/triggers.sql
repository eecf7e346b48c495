-- Rules of the children's room enforced by the database for every writer.

-- At every instant the number of children is within the places, their points are within those of the carers
-- signed on, and with a single child there are at least two carers of different households. Every writer
-- locks the session's row, so writers are serialized, and each checks the state that the previous one
-- committed. While a breach is declared the rule may be violated, but no child is admitted.
CREATE FUNCTION childcare_hold_session(the_session bigint) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- A snapshot older than the lock would not show what another writer just committed.
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        RAISE EXCEPTION 'the children''s room is written under READ COMMITTED alone'
            USING ERRCODE = 'feature_not_supported';
    END IF;
    PERFORM FROM childcare_caresession WHERE id = the_session FOR NO KEY UPDATE;
END $$;

CREATE FUNCTION childcare_keep_ratio(the_session bigint) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    held childcare_caresession%ROWTYPE;
    present integer;
    cost integer;
    carers integer;
    homes integer;
BEGIN
    SELECT * INTO STRICT held FROM childcare_caresession WHERE id = the_session;
    SELECT count(*), coalesce(sum(points), 0) INTO present, cost
    FROM childcare_dropin WHERE session_id = the_session AND out_at IS NULL;
    IF present = 0 OR held.breach_since IS NOT NULL THEN
        RETURN;
    END IF;
    IF held.cancelled_at IS NOT NULL THEN
        RAISE EXCEPTION 'session % is called off, and % children are inside', the_session, present
        USING ERRCODE = 'check_violation', CONSTRAINT = 'childcare_session_called_off', TABLE = 'childcare_caresession';
    END IF;
    IF held.kind = 'play' THEN
        RAISE EXCEPTION 'in session % nobody is left', the_session
        USING ERRCODE = 'check_violation', CONSTRAINT = 'childcare_session_is_play', TABLE = 'childcare_caresession';
    END IF;
    IF present > held.places THEN
        RAISE EXCEPTION 'session % has % children in % places', the_session, present, held.places
        USING ERRCODE = 'check_violation', CONSTRAINT = 'childcare_within_places', TABLE = 'childcare_caresession';
    END IF;
    SELECT count(*), count(DISTINCT coalesce(household_id, -carer_id)) INTO carers, homes
    FROM childcare_careduty WHERE session_id = the_session AND until IS NULL AND counts;
    IF homes < 2 THEN
        RAISE EXCEPTION 'session % has % carers of % households', the_session, carers, homes
        USING ERRCODE = 'check_violation', CONSTRAINT = 'childcare_two_carers', TABLE = 'childcare_caresession';
    END IF;
    IF cost > carers * 210 THEN
        RAISE EXCEPTION 'session % has % points of children for % carers', the_session, cost, carers
        USING ERRCODE = 'check_violation', CONSTRAINT = 'childcare_within_points', TABLE = 'childcare_caresession';
    END IF;
END $$;

-- Stays: only a valid pick-up ends one, and it cannot be deleted before it has ended.
CREATE FUNCTION childcare_before_stay() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.out_at IS NULL THEN
            RAISE EXCEPTION 'stay % is not over', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'childcare_still_inside', TABLE = 'childcare_dropin';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.session_id <> OLD.session_id OR NEW.sheet_id <> OLD.sheet_id
                             OR NEW.in_at <> OLD.in_at OR NEW.points <> OLD.points OR NEW.id <> OLD.id) THEN
        RAISE EXCEPTION 'child, session, beginning and points of a stay never change'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'childcare_stay_kept', TABLE = 'childcare_dropin';
    END IF;
    IF NEW.out_at IS DISTINCT FROM (
        SELECT at FROM childcare_pickup WHERE drop_in_id = NEW.id AND undone_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a stay is out exactly where a pick-up stands'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'childcare_out_by_pick_up', TABLE = 'childcare_dropin';
    END IF;
    IF TG_OP = 'INSERT' THEN
        PERFORM childcare_hold_session(NEW.session_id);
        PERFORM FROM childcare_caresession WHERE id = NEW.session_id AND breach_since IS NOT NULL;
        IF FOUND THEN
            RAISE EXCEPTION 'session % has too few carers', NEW.session_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'childcare_in_breach', TABLE = 'childcare_caresession';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER childcare_before_stay BEFORE INSERT OR UPDATE OR DELETE ON childcare_dropin
FOR EACH ROW EXECUTE FUNCTION childcare_before_stay();

CREATE FUNCTION childcare_after_stay() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM childcare_keep_ratio(NEW.session_id);
    RETURN NULL;
END $$;
CREATE TRIGGER childcare_stay_within_ratio AFTER INSERT ON childcare_dropin
FOR EACH ROW EXECUTE FUNCTION childcare_after_stay();
CREATE TRIGGER childcare_return_within_ratio AFTER UPDATE OF out_at ON childcare_dropin
FOR EACH ROW WHEN (OLD.out_at IS NOT NULL AND NEW.out_at IS NULL) EXECUTE FUNCTION childcare_after_stay();

-- Pick-ups: they end the stay, and undoing one reopens it; their content never changes.
CREATE FUNCTION childcare_before_pick_up() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    the_session bigint;
BEGIN
    -- A person or a tablet that is deleted leaves the row, with an empty tie.
    IF TG_OP = 'UPDATE' AND (OLD.undone_at IS NOT NULL AND NEW.undone_at IS DISTINCT FROM OLD.undone_at OR
        (NEW.id, NEW.drop_in_id, NEW.at, NEW.proof, NEW.name, NEW.carer_id, NEW.reason, NEW.document, NEW.key,
         NEW.first_by_id, NEW.second_by_id)
        IS DISTINCT FROM
        (OLD.id, OLD.drop_in_id, OLD.at, OLD.proof, OLD.name, OLD.carer_id, OLD.reason, OLD.document, OLD.key,
         OLD.first_by_id, OLD.second_by_id)) THEN
        RAISE EXCEPTION 'what a hand-over says never changes'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'childcare_pick_up_kept', TABLE = 'childcare_pickup';
    END IF;
    SELECT session_id INTO the_session FROM childcare_dropin WHERE id = NEW.drop_in_id;
    PERFORM childcare_hold_session(the_session);
    RETURN NEW;
END $$;
CREATE TRIGGER childcare_before_pick_up BEFORE INSERT OR UPDATE ON childcare_pickup
FOR EACH ROW EXECUTE FUNCTION childcare_before_pick_up();

CREATE FUNCTION childcare_after_pick_up() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE childcare_dropin SET out_at = CASE WHEN NEW.undone_at IS NULL THEN NEW.at END WHERE id = NEW.drop_in_id;
    RETURN NULL;
END $$;
CREATE TRIGGER childcare_taken_out AFTER INSERT ON childcare_pickup
FOR EACH ROW EXECUTE FUNCTION childcare_after_pick_up();
CREATE TRIGGER childcare_brought_back AFTER UPDATE OF undone_at ON childcare_pickup
FOR EACH ROW WHEN (OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL) EXECUTE FUNCTION childcare_after_pick_up();

-- A pick-up can only be deleted together with its stay.
CREATE FUNCTION childcare_pick_up_gone() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM childcare_dropin WHERE id = OLD.drop_in_id) THEN
        RAISE EXCEPTION 'hand-over % is kept as long as its stay', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'childcare_pick_up_kept', TABLE = 'childcare_pickup';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER childcare_pick_up_gone AFTER DELETE ON childcare_pickup
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION childcare_pick_up_gone();

-- Signing on locks the session too, so that carers are counted in order; signing off must not leave too few.
CREATE FUNCTION childcare_before_duty() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.session_id <> OLD.session_id OR NEW.carer_id <> OLD.carer_id
                             OR OLD.until IS NOT NULL AND NEW.until IS NULL) THEN
        RAISE EXCEPTION 'whose duty it was, and that it is over, never changes'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'childcare_duty_kept', TABLE = 'childcare_careduty';
    END IF;
    PERFORM childcare_hold_session(CASE WHEN TG_OP = 'DELETE' THEN OLD.session_id ELSE NEW.session_id END);
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER childcare_before_duty BEFORE INSERT OR UPDATE OR DELETE ON childcare_careduty
FOR EACH ROW EXECUTE FUNCTION childcare_before_duty();

CREATE FUNCTION childcare_after_duty() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM childcare_keep_ratio(OLD.session_id);
    RETURN NULL;
END $$;
CREATE TRIGGER childcare_duty_within_ratio AFTER UPDATE OR DELETE ON childcare_careduty
FOR EACH ROW EXECUTE FUNCTION childcare_after_duty();

CREATE FUNCTION childcare_after_session() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM childcare_keep_ratio(NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER childcare_session_within_ratio AFTER UPDATE OF places, kind, breach_since, cancelled_at
ON childcare_caresession FOR EACH ROW EXECUTE FUNCTION childcare_after_session();
