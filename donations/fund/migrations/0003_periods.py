"""A frozen month holds what the database found at the head of the book, and stays so once it is published."""

from django.db import migrations

FORWARD = r"""
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
"""

BACKWARD = """
DROP TRIGGER fund_year_closes ON fund_yearclose;
DROP FUNCTION fund_close_year();
DROP TRIGGER fund_month_keeps ON fund_fundmonth;
DROP FUNCTION fund_month_keeps();
DROP TRIGGER fund_month_freezes ON fund_fundmonth;
DROP FUNCTION fund_freeze_month();
DROP FUNCTION fund_closing_at(date);
"""


class Migration(migrations.Migration):
    dependencies = [("fund", "0002_book")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
