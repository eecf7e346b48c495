"""A login has one lot in a draw; the several lots of a draw still to be held become one."""

from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TEMPORARY TABLE one_lot ON COMMIT DROP AS
SELECT entry.id, min(entry.id) OVER same AS kept, sum(entry.seats) OVER same AS seats
FROM classes_drawentry entry JOIN classes_draw draw ON draw.id = entry.draw_id
WHERE draw.drawn_at IS NULL
WINDOW same AS (PARTITION BY entry.draw_id, entry.user_id);

UPDATE classes_enrolment SET entry_id = kept FROM one_lot WHERE entry_id = one_lot.id AND one_lot.id <> kept;
DELETE FROM classes_drawentry USING one_lot WHERE classes_drawentry.id = one_lot.id AND one_lot.id <> kept;
UPDATE classes_drawentry SET seats = one_lot.seats FROM one_lot
WHERE classes_drawentry.id = one_lot.id AND classes_drawentry.seats <> one_lot.seats;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("classes", "0006_pictures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="drawentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(order__isnull=True), fields=("draw", "user"), name="classes_drawentry_one_each"
            ),
        ),
    ]
