"""Importing the roster from a spreadsheet chart.

The general import process is `community.workbooks`; this package has what is specific to duty: `words` has the texts
for repairs and problems, `cells` parses days, hours and names, `charts` finds the tables of a wall chart, and `track`
applies the rows.

The rules for a chart:

- It is a list, with a row for each shift or person, or a wall chart, with days across and posts down,
  or days down and posts or hours across. A cell may name several people.
- A row refers to the shift with that post, day and hours. If there is none, it is added, as staff
  would by hand; if another shift of the post overlaps it, the row is refused for staff to decide.
  Without hours, or with a word such as 上午, it refers to the only shift in that part of the day.
- A volunteer named in it has promised: staff record it as if told by telephone, and the same rules
  apply. A chart never makes anyone a volunteer.
- Past days are skipped. Nobody is taken off a shift because a chart does not name them.
- Undoing releases the people whom it added, and calls off the shifts that it added, unless one of
  them was changed since.
"""
