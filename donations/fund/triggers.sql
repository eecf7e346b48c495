-- The book enforces its own rules: entries balance, no balance is negative, and each entry is sealed at commit.
--
-- One deferred trigger on entries does everything under the book's lock, so that entries are
-- sealed one after another. The functions run as the owner of the tables: the role that
-- serves pages can add entries and lines, but write neither balances nor seals.

-- Writing to the book, or freezing a period of it, is exclusive until the end of the transaction.
CREATE FUNCTION fund_lock_book() RETURNS void LANGUAGE sql
SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('fund book', 0))
$$;

-- What the hash of an entry covers besides its place: time, day, text, lines, receipt, the number it reverses.
CREATE FUNCTION fund_content(entry bigint) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT concat_ws(E'\n',
        to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(e.happened_on, 'YYYY-MM-DD'),
        e.words,
        coalesce((
            SELECT string_agg(concat_ws(' ', a.code, coalesce(s.code, '-'), l.amount::text), ';' ORDER BY l.id)
            FROM fund_fundline l JOIN fund_account a ON a.id = l.account_id LEFT JOIN fund_account s ON s.id = l.source_id
            WHERE l.entry_id = e.id
        ), ''),
        e.receipt_sha256,
        coalesce((SELECT number::text FROM fund_seal WHERE entry_id = e.reverses_id), '-'))
    FROM fund_fundentry e WHERE e.id = entry
$$;

-- Recipe 1: sha256 of "1", number, previous hash and content, separated by line breaks, in UTF-8.
CREATE FUNCTION fund_hash(number bigint, before text, content text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(concat_ws(E'\n', '1', number::text, before, content), 'UTF8')), 'hex')
$$;

CREATE FUNCTION fund_seal_entry() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head fund_seal%ROWTYPE;
    lines integer;
    total numeric;
    moved record;
    after bigint;
BEGIN
    PERFORM fund_lock_book();

    SELECT count(*), coalesce(sum(amount), 0) INTO lines, total FROM fund_fundline WHERE entry_id = NEW.id;
    IF lines < 2 OR total <> 0 THEN
        RAISE EXCEPTION 'entry % has % lines that add up to %', NEW.id, lines, total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_entry_balanced', TABLE = 'fund_fundentry';
    END IF;
    IF EXISTS (SELECT FROM fund_yearclose WHERE year = extract(year FROM NEW.happened_on)) THEN
        RAISE EXCEPTION 'the year of % is closed', NEW.happened_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_entry_year_open', TABLE = 'fund_fundentry';
    END IF;
    IF EXISTS (
        SELECT FROM fund_fundmonth
        WHERE year = extract(year FROM NEW.happened_on) AND month = extract(month FROM NEW.happened_on)
    ) THEN
        RAISE EXCEPTION 'the month of % is frozen', NEW.happened_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_entry_month_open', TABLE = 'fund_fundentry';
    END IF;

    FOR moved IN
        SELECT account_id, sum(delta) AS fen, min(kind) AS kind, min(code) AS code FROM (
            -- A source is credited, so what came from it stands below nought on its line.
            SELECT l.account_id, CASE WHEN a.kind = 'source' THEN -l.amount ELSE l.amount END AS delta, a.kind, a.code
            FROM fund_fundline l JOIN fund_account a ON a.id = l.account_id WHERE l.entry_id = NEW.id
            UNION ALL
            SELECT l.source_id, -l.amount, s.kind, s.code
            FROM fund_fundline l JOIN fund_account s ON s.id = l.source_id WHERE l.entry_id = NEW.id
        ) steps GROUP BY account_id ORDER BY account_id
    LOOP
        INSERT INTO fund_balance (account_id, fen) VALUES (moved.account_id, moved.fen)
        ON CONFLICT (account_id) DO UPDATE SET fen = fund_balance.fen + excluded.fen
        RETURNING fen INTO after;
        IF after < 0 THEN
            RAISE EXCEPTION 'account % would come to %', moved.code, after
                USING ERRCODE = 'check_violation', TABLE = 'fund_balance', CONSTRAINT =
                    CASE WHEN moved.kind = 'source' THEN 'fund_source_not_overspent'
                         WHEN moved.kind = 'expense' THEN 'fund_expense_not_below_nought'
                         ELSE 'fund_money_not_below_nought' END;
        END IF;
    END LOOP;

    SELECT * INTO head FROM fund_seal ORDER BY number DESC LIMIT 1;
    head.number := coalesce(head.number, 0) + 1;
    head.before := coalesce(head.hash, repeat('0', 64));
    INSERT INTO fund_seal (entry_id, number, before, hash)
    VALUES (NEW.id, head.number, head.before, fund_hash(head.number, head.before, fund_content(NEW.id)));
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER fund_entry_sealed AFTER INSERT ON fund_fundentry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund_seal_entry();

CREATE FUNCTION fund_line_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    charged fund_account%ROWTYPE;
    paying fund_account%ROWTYPE;
BEGIN
    IF EXISTS (SELECT FROM fund_seal WHERE entry_id = NEW.entry_id) THEN
        RAISE EXCEPTION 'entry % is sealed', NEW.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_line_before_seal', TABLE = 'fund_fundline';
    END IF;
    SELECT * INTO charged FROM fund_account WHERE id = NEW.account_id;
    SELECT * INTO paying FROM fund_account WHERE id = NEW.source_id;
    IF (charged.kind = 'expense') <> (paying.kind IS NOT DISTINCT FROM 'source')
       OR (charged.kind <> 'expense' AND NEW.source_id IS NOT NULL) THEN
        RAISE EXCEPTION 'an expense, and nothing else, names the source that pays for it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_line_source', TABLE = 'fund_fundline';
    END IF;
    IF paying.bound_to_id IS NOT NULL AND paying.bound_to_id <> NEW.account_id THEN
        RAISE EXCEPTION 'source % is bound to another purpose', paying.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_line_purpose', TABLE = 'fund_fundline';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER fund_line_fits BEFORE INSERT ON fund_fundline
FOR EACH ROW EXECUTE FUNCTION fund_line_fits();

CREATE FUNCTION fund_account_keeps_meaning() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'code, kind and purpose of account % stand in the book', OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_account_keeps_meaning', TABLE = 'fund_account';
END $$;

CREATE TRIGGER fund_account_keeps_meaning BEFORE UPDATE OF code, kind, bound_to_id ON fund_account
FOR EACH ROW WHEN (
    OLD.code <> NEW.code OR OLD.kind <> NEW.kind OR OLD.bound_to_id IS DISTINCT FROM NEW.bound_to_id
) EXECUTE FUNCTION fund_account_keeps_meaning();

-- A signed voucher never changes.
CREATE FUNCTION fund_voucher_keeps() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'payee' - 'payee_login_id' = to_jsonb(NEW) - 'payee' - 'payee_login_id' THEN
        RETURN NEW; -- a payee who is erased
    END IF;
    RAISE EXCEPTION 'voucher % is in the book', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'fund_voucher_keeps', TABLE = 'fund_fundvoucher';
END $$;

CREATE TRIGGER fund_voucher_keeps BEFORE UPDATE OR DELETE ON fund_fundvoucher
FOR EACH ROW WHEN (OLD.state = 'posted') EXECUTE FUNCTION fund_voucher_keeps();

-- Verifies the chain: numbers without gaps, each hash based on the previous one, each content as sealed.
CREATE FUNCTION fund_first_broken() RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT min(place) FROM (
        SELECT row_number() OVER chain AS place, number, before, hash, entry_id,
               coalesce(lag(hash) OVER chain, repeat('0', 64)) AS expected
        FROM fund_seal WINDOW chain AS (ORDER BY number)
    ) sealed
    WHERE number <> place OR before <> expected
       OR hash IS DISTINCT FROM fund_hash(number, before, fund_content(entry_id))
$$;

-- A frozen month records the head of the book, as the database finds it, and is permanent once published.
CREATE FUNCTION fund_closing_at(day date) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(sum(l.amount), 0)::bigint FROM fund_fundline l
    JOIN fund_account a ON a.id = l.account_id AND a.kind IN ('held', 'petty')
    JOIN fund_fundentry e ON e.id = l.entry_id AND e.happened_on <= day
$$;

CREATE FUNCTION fund_freeze_month() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM fund_lock_book();
    SELECT number, hash INTO NEW.last_number, NEW.root FROM fund_seal ORDER BY number DESC LIMIT 1;
    NEW.last_number := coalesce(NEW.last_number, 0);
    NEW.root := coalesce(NEW.root, repeat('0', 64));
    NEW.closing := fund_closing_at((make_date(NEW.year, NEW.month, 1) + interval '1 month - 1 day')::date);
    RETURN NEW;
END $$;

CREATE TRIGGER fund_month_freezes BEFORE INSERT ON fund_fundmonth
FOR EACH ROW EXECUTE FUNCTION fund_freeze_month();

CREATE FUNCTION fund_month_keeps() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.published_at IS NULL AND (
        TG_OP = 'DELETE'
        OR to_jsonb(OLD) - 'published_at' - 'published_by_id' = to_jsonb(NEW) - 'published_at' - 'published_by_id'
    ) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'month %-% is as it was frozen', OLD.year, OLD.month
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'fund_month_keeps', TABLE = 'fund_fundmonth';
END $$;

CREATE TRIGGER fund_month_keeps BEFORE UPDATE OR DELETE ON fund_fundmonth
FOR EACH ROW EXECUTE FUNCTION fund_month_keeps();

CREATE FUNCTION fund_close_year() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM fund_lock_book();
    NEW.brought_forward := fund_closing_at(make_date(NEW.year, 12, 31));
    RETURN NEW;
END $$;

CREATE TRIGGER fund_year_closes BEFORE INSERT ON fund_yearclose
FOR EACH ROW EXECUTE FUNCTION fund_close_year();

-- Monthly totals of each account, updated as entries are sealed, so that old years cost nothing.
CREATE FUNCTION fund_add_to_month() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO fund_monthsum (first_day, account_id, fen)
    SELECT date_trunc('month', e.happened_on)::date, l.account_id, sum(l.amount)
    FROM fund_fundentry e JOIN fund_fundline l ON l.entry_id = e.id WHERE e.id = NEW.entry_id
    GROUP BY 1, 2 ORDER BY 2
    ON CONFLICT (first_day, account_id) DO UPDATE SET fen = fund_monthsum.fen + excluded.fen;
    RETURN NULL;
END $$;

CREATE TRIGGER fund_seal_adds_to_month AFTER INSERT ON fund_seal
FOR EACH ROW EXECUTE FUNCTION fund_add_to_month();

-- Whether the stored totals and balances equal the sums of the lines.
CREATE FUNCTION fund_sums_agree() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM (
            SELECT date_trunc('month', e.happened_on)::date AS first_day, l.account_id, sum(l.amount) AS fen
            FROM fund_seal s JOIN fund_fundentry e ON e.id = s.entry_id JOIN fund_fundline l ON l.entry_id = e.id
            GROUP BY 1, 2
        ) moved FULL JOIN fund_monthsum USING (first_day, account_id)
        WHERE moved.fen IS DISTINCT FROM fund_monthsum.fen
    ) AND NOT EXISTS (
        SELECT FROM (
            SELECT account_id, sum(fen) AS fen FROM (
                SELECT m.account_id, CASE WHEN a.kind = 'source' THEN -m.fen ELSE m.fen END AS fen
                FROM fund_monthsum m JOIN fund_account a ON a.id = m.account_id
                UNION ALL
                SELECT source_id, -amount FROM fund_fundline WHERE source_id IS NOT NULL
            ) steps GROUP BY account_id
        ) held FULL JOIN fund_balance USING (account_id)
        WHERE coalesce(held.fen, 0) <> coalesce(fund_balance.fen, 0)
    )
$$;
