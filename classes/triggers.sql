-- A class never has more seats taken than its capacity; PostgreSQL itself enforces it for every writer.
--
-- The trigger locks the class's row first, so that writers of one class are serialized and
-- each sees what the previous one committed.

CREATE FUNCTION classes_enrolment_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seats integer;
    taken integer;
BEGIN
    SELECT capacity INTO seats FROM classes_interestclass WHERE id = NEW.interest_class_id FOR NO KEY UPDATE;
    SELECT count(*) INTO taken FROM classes_enrolment
    WHERE interest_class_id = NEW.interest_class_id AND state = 'enrolled' AND id IS DISTINCT FROM NEW.id;
    IF taken >= seats THEN
        RAISE EXCEPTION 'class % has % of % seats taken', NEW.interest_class_id, taken, seats
            USING ERRCODE = 'check_violation', CONSTRAINT = 'classes_enrolment_within_capacity',
                  TABLE = 'classes_enrolment';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER classes_enrolment_keep_capacity
BEFORE INSERT OR UPDATE OF state, interest_class_id ON classes_enrolment
FOR EACH ROW WHEN (NEW.state = 'enrolled') EXECUTE FUNCTION classes_enrolment_keep_capacity();

CREATE FUNCTION classes_class_keep_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken integer;
BEGIN
    SELECT count(*) INTO taken FROM classes_enrolment WHERE interest_class_id = NEW.id AND state = 'enrolled';
    IF taken > NEW.capacity THEN
        RAISE EXCEPTION 'class % has % seats taken', NEW.id, taken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'classes_class_seats_taken',
                  TABLE = 'classes_interestclass';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER classes_class_keep_seats
BEFORE UPDATE OF capacity ON classes_interestclass
FOR EACH ROW WHEN (NEW.capacity < OLD.capacity) EXECUTE FUNCTION classes_class_keep_seats();
