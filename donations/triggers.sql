-- Of a thing never more is lent than there is, whoever lends: its row is locked first, then what is out is counted.
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
