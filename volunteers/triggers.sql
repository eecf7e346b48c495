-- Rules of duty enforced by PostgreSQL itself.
--
-- Promises never exceed a shift's places, and follow its hours; handovers signed by two people
-- are frozen; a day has at most 8 hours of service in 3 entries; closed months stay closed.
-- Every trigger that counts locks the volunteer first, then the shift: writers are
-- serialized, and each sees what the previous one committed.

CREATE FUNCTION volunteers_assignment_keep_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_shift volunteers_shift%ROWTYPE;
    taken integer;
BEGIN
    IF NEW.state NOT IN ('promised', 'present', 'done') THEN
        SELECT tstzrange(starts_at, ends_at, '[)') INTO NEW.during FROM volunteers_shift WHERE id = NEW.shift_id;
        RETURN NEW;
    END IF;
    -- A snapshot older than the lock would not show what another writer just committed.
    IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'volunteers_assignment cannot be written under REPEATABLE READ'
            USING ERRCODE = 'feature_not_supported';
    END IF;
    PERFORM FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;
    SELECT * INTO the_shift FROM volunteers_shift WHERE id = NEW.shift_id FOR NO KEY UPDATE;
    NEW.during := tstzrange(the_shift.starts_at, the_shift.ends_at, '[)');
    IF the_shift.state <> 'open' THEN
        RAISE EXCEPTION 'shift % is called off', NEW.shift_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_assignment_shift_open',
                  TABLE = 'volunteers_assignment';
    END IF;
    SELECT count(*) INTO taken FROM volunteers_assignment
    WHERE shift_id = NEW.shift_id AND state IN ('promised', 'present', 'done') AND id IS DISTINCT FROM NEW.id;
    IF taken >= the_shift.places THEN
        RAISE EXCEPTION 'shift % has % of % places taken', NEW.shift_id, taken, the_shift.places
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_assignment_within_places',
                  TABLE = 'volunteers_assignment';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER volunteers_assignment_keep_places
BEFORE INSERT OR UPDATE OF state, shift_id, volunteer_id ON volunteers_assignment
FOR EACH ROW EXECUTE FUNCTION volunteers_assignment_keep_places();

CREATE FUNCTION volunteers_shift_keep_promises() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken integer;
BEGIN
    SELECT count(*) INTO taken FROM volunteers_assignment
    WHERE shift_id = NEW.id AND state IN ('promised', 'present', 'done');
    IF taken > NEW.places THEN
        RAISE EXCEPTION 'shift % has % places taken', NEW.id, taken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_shift_places_promised',
                  TABLE = 'volunteers_shift';
    END IF;
    IF NEW.state <> 'open' AND taken > 0 THEN
        RAISE EXCEPTION 'shift % has % promises', NEW.id, taken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_shift_still_promised',
                  TABLE = 'volunteers_shift';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER volunteers_shift_keep_promises
BEFORE UPDATE OF places, state ON volunteers_shift
FOR EACH ROW WHEN (NEW.places < OLD.places OR NEW.state <> OLD.state)
EXECUTE FUNCTION volunteers_shift_keep_promises();

CREATE FUNCTION volunteers_shift_move_promises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE volunteers_assignment SET during = tstzrange(NEW.starts_at, NEW.ends_at, '[)') WHERE shift_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER volunteers_shift_move_promises
AFTER UPDATE OF starts_at, ends_at ON volunteers_shift
FOR EACH ROW WHEN (NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at)
EXECUTE FUNCTION volunteers_shift_move_promises();

CREATE FUNCTION volunteers_handover_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'hand-over % is signed by both', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_handover_frozen', TABLE = 'volunteers_handover';
END
$$;

CREATE TRIGGER volunteers_handover_frozen
BEFORE UPDATE OR DELETE ON volunteers_handover
FOR EACH ROW WHEN (OLD.outgoing_id IS NOT NULL AND OLD.incoming_id IS NOT NULL)
EXECUTE FUNCTION volunteers_handover_frozen();

CREATE FUNCTION volunteers_count_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_handover bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.handover_id ELSE NEW.handover_id END;
BEGIN
    IF EXISTS (SELECT FROM volunteers_handover WHERE id = the_handover
               AND outgoing_id IS NOT NULL AND incoming_id IS NOT NULL) THEN
        RAISE EXCEPTION 'hand-over % is signed by both', the_handover
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_handover_frozen',
                  TABLE = 'volunteers_thingcount';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER volunteers_count_frozen
BEFORE INSERT OR UPDATE OR DELETE ON volunteers_thingcount
FOR EACH ROW EXECUTE FUNCTION volunteers_count_frozen();

CREATE FUNCTION volunteers_hours_within_limits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_day integer;
    entries integer;
    own bigint;
BEGIN
    SELECT user_id INTO own FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;
    IF own IS NOT NULL AND own IN (NEW.first_by_id, NEW.second_by_id) THEN
        RAISE EXCEPTION 'nobody vouches for their own hours'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_hours_not_oneself',
                  TABLE = 'volunteers_servicehours';
    END IF;
    PERFORM FROM volunteers_hoursmonth WHERE month = NEW.month AND state = 'closed' FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'month % is closed', NEW.month
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_hours_month_open',
                  TABLE = 'volunteers_servicehours';
    END IF;
    SELECT coalesce(sum(minutes), 0), count(*) FILTER (WHERE corrects_id IS NULL) INTO of_day, entries
    FROM volunteers_servicehours WHERE volunteer_id = NEW.volunteer_id AND day = NEW.day;
    IF of_day + NEW.minutes > 480 OR of_day + NEW.minutes < 0 OR (NEW.corrects_id IS NULL AND entries >= 3) THEN
        RAISE EXCEPTION 'volunteer % has % minutes in % entries on %', NEW.volunteer_id, of_day, entries, NEW.day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_hours_of_a_day',
                  TABLE = 'volunteers_servicehours';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER volunteers_hours_within_limits
BEFORE INSERT ON volunteers_servicehours
FOR EACH ROW EXECUTE FUNCTION volunteers_hours_within_limits();

CREATE FUNCTION volunteers_month_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'month % is closed', OLD.month
        USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteers_hours_month_open', TABLE = 'volunteers_hoursmonth';
END
$$;

CREATE TRIGGER volunteers_month_stays_closed
BEFORE UPDATE OR DELETE ON volunteers_hoursmonth
FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION volunteers_month_stays_closed();
