-- A thing is never lent beyond its count: its row is locked first, then open loans are added up.
CREATE FUNCTION donations_keep_loans() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    thing donations_item%ROWTYPE;
BEGIN
    IF NEW.returned_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO STRICT thing FROM donations_item WHERE id = NEW.item_id FOR UPDATE;
    IF thing.state = 'retired' OR thing.count < NEW.count + (
        SELECT coalesce(sum(count), 0) FROM donations_loan
        WHERE item_id = NEW.item_id AND returned_at IS NULL AND id <> NEW.id
    ) THEN
        RAISE EXCEPTION 'more would be lent than there is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donations_loan_within_count';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER donations_loan_within_count BEFORE INSERT OR UPDATE ON donations_loan
FOR EACH ROW EXECUTE FUNCTION donations_keep_loans();

-- Cash slips have gap-free numbers, from the certificates' counters; none is ever deleted.
CREATE FUNCTION donations_number_slip() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_year integer := extract(year FROM NEW.counted_at AT TIME ZONE 'Asia/Shanghai');
    given bigint;
BEGIN
    INSERT INTO community_certificatecounter AS counter (prefix, year, last) VALUES ('XJ', of_year, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1
    RETURNING counter.last INTO given;
    NEW.number := 'XJ' || of_year || '-' || lpad(given::text, greatest(6, length(given::text)), '0');
    RETURN NEW;
END $$;
CREATE TRIGGER donations_slip_numbered BEFORE INSERT ON donations_cashslip
FOR EACH ROW EXECUTE FUNCTION donations_number_slip();

CREATE FUNCTION donations_keep_slip() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.number, NEW.gift_id, NEW.counted_at) <> (OLD.number, OLD.gift_id, OLD.counted_at)
       OR OLD.confirmed_at IS NOT NULL AND (NEW.amount, NEW.confirmed_at) IS DISTINCT FROM
          (OLD.amount, OLD.confirmed_at) THEN
        RAISE EXCEPTION 'a cash slip keeps its number, and its sum once two people counted it'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'donations_slip_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER donations_slip_kept BEFORE UPDATE OR DELETE ON donations_cashslip
FOR EACH ROW EXECUTE FUNCTION donations_keep_slip();

-- A restricted gift is placed in a room only for its own use, or for one to which the donor agreed.
CREATE FUNCTION donations_keep_use() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    given donations_gift%ROWTYPE;
BEGIN
    SELECT gift.* INTO STRICT given FROM donations_gift gift JOIN donations_item item ON item.gift_id = gift.id
    WHERE item.id = NEW.item_id;
    IF NEW.room_id IS NOT NULL AND given.use_binds AND NEW.use <> given.wished_use AND NOT EXISTS (
        SELECT FROM donations_useconsent consent
        WHERE consent.gift_id = given.id AND consent.use = NEW.use AND consent.said_yes
    ) THEN
        RAISE EXCEPTION 'this gift is bound to another use'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donations_placement_use_binds';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER donations_placement_use_binds BEFORE INSERT OR UPDATE OF room_id, use ON donations_placement
FOR EACH ROW EXECUTE FUNCTION donations_keep_use();

-- Lent things cannot be retired; the trigger of loans locks the same row.
CREATE FUNCTION donations_keep_lent() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM donations_loan WHERE item_id = NEW.id AND returned_at IS NULL) THEN
        RAISE EXCEPTION 'what is lent is not retired'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donations_item_lent_not_retired';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER donations_item_lent_not_retired BEFORE UPDATE OF state ON donations_item
FOR EACH ROW WHEN (NEW.state = 'retired' AND OLD.state <> 'retired') EXECUTE FUNCTION donations_keep_lent();

-- Only accepted gifts get certificates.
CREATE FUNCTION donations_keep_thanks() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM donations_gift WHERE id = NEW.gift_id AND state = 'accepted') THEN
        RAISE EXCEPTION 'only an accepted gift has a certificate'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'donations_giver_certified_when_accepted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER donations_giver_certified_when_accepted BEFORE INSERT OR UPDATE OF certificate_id ON donations_giver
FOR EACH ROW WHEN (NEW.certificate_id IS NOT NULL) EXECUTE FUNCTION donations_keep_thanks();
