-- The ledger's invariant, enforced by PostgreSQL itself.
--
-- At every instant the places of a room's unreleased reservations add up to no more than
-- its capacity. The triggers lock the room's row first, so that writers of one room are
-- serialized and each sees what the previous one committed.

CREATE FUNCTION rooms_reservation_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    room_capacity integer;
    peak integer;
BEGIN
    IF NEW.released_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    -- A snapshot older than the lock would not show what another writer just committed.
    IF current_setting('transaction_isolation') = 'repeatable read' THEN
        RAISE EXCEPTION 'rooms_reservation cannot be written under REPEATABLE READ'
            USING ERRCODE = 'feature_not_supported';
    END IF;
    SELECT capacity INTO room_capacity FROM rooms_room WHERE id = NEW.room_id FOR NO KEY UPDATE;
    IF NEW.whole_room THEN
        NEW.places := room_capacity;
    END IF;
    -- Occupancy only rises where a reservation starts, so its peak is at one of the starts.
    SELECT coalesce(max(occupied), 0) INTO peak FROM (
        SELECT sum(delta) OVER (ORDER BY moment, delta) AS occupied FROM (
            SELECT greatest(lower(held.during), lower(NEW.during)) AS moment, held.places::integer AS delta
            FROM rooms_reservation held
            WHERE int8range(held.room_id, held.room_id, '[]') && int8range(NEW.room_id, NEW.room_id, '[]')
              AND held.released_at IS NULL AND held.during && NEW.during AND held.id IS DISTINCT FROM NEW.id
            UNION ALL
            SELECT upper(held.during), -held.places::integer
            FROM rooms_reservation held
            WHERE int8range(held.room_id, held.room_id, '[]') && int8range(NEW.room_id, NEW.room_id, '[]')
              AND held.released_at IS NULL AND held.during && NEW.during AND held.id IS DISTINCT FROM NEW.id
        ) steps
    ) sums;
    IF peak + NEW.places > room_capacity THEN
        RAISE EXCEPTION 'room % has % of % places left', NEW.room_id, room_capacity - peak, room_capacity
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rooms_reservation_within_capacity',
                  TABLE = 'rooms_reservation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER rooms_reservation_keep_capacity
BEFORE INSERT OR UPDATE OF room_id, during, places, whole_room, released_at ON rooms_reservation
FOR EACH ROW EXECUTE FUNCTION rooms_reservation_keep_capacity();

CREATE FUNCTION rooms_room_keep_promises() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    peak integer;
BEGIN
    -- Only what lies ahead is a promise; a hold of the whole room follows its size.
    SELECT coalesce(max(occupied), 0) INTO peak FROM (
        SELECT sum(delta) OVER (ORDER BY moment, delta) AS occupied FROM (
            SELECT lower(during) AS moment, places::integer AS delta FROM rooms_reservation
            WHERE room_id = NEW.id AND released_at IS NULL AND NOT whole_room AND upper(during) > now()
            UNION ALL
            SELECT upper(during), -places::integer FROM rooms_reservation
            WHERE room_id = NEW.id AND released_at IS NULL AND NOT whole_room AND upper(during) > now()
        ) steps
    ) sums;
    SELECT greatest(peak, coalesce(max(booking.party_size), 0)) INTO peak
    FROM rooms_booking booking JOIN rooms_reservation held ON held.id = booking.reservation_id
    WHERE held.room_id = NEW.id AND held.released_at IS NULL AND upper(held.during) > now();
    IF peak > NEW.capacity THEN
        RAISE EXCEPTION 'room % has promised % places', NEW.id, peak
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rooms_room_capacity_promised', TABLE = 'rooms_room';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER rooms_room_keep_promises
BEFORE UPDATE OF capacity ON rooms_room
FOR EACH ROW WHEN (NEW.capacity < OLD.capacity) EXECUTE FUNCTION rooms_room_keep_promises();

CREATE FUNCTION rooms_room_resize_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rooms_reservation SET places = NEW.capacity
    WHERE room_id = NEW.id AND released_at IS NULL AND whole_room AND upper(during) > now();
    RETURN NULL;
END
$$;

CREATE TRIGGER rooms_room_resize_holds
AFTER UPDATE OF capacity ON rooms_room
FOR EACH ROW WHEN (NEW.capacity <> OLD.capacity) EXECUTE FUNCTION rooms_room_resize_holds();

-- Same room and overlapping time in one index, without an extension.
CREATE INDEX rooms_reservation_room_during ON rooms_reservation
USING gist (int8range(room_id, room_id, '[]'), during) WHERE released_at IS NULL;
