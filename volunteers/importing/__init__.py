"""The roster from a chart that the centre kept in a spreadsheet.

The way of a file is the kernel's (`community.workbooks`); here is what only duty knows:
`words` says what can be mended and what is wrong, `cells` reads days, hours and names,
`charts` finds the squares of a wall chart, `track` does what the rows say.

What is decided about a chart:
- It is a list, a row for each shift or person; or a wall chart, days across and posts down, or
  days down and posts or hours across. A cell may name several people.
- A row means the shift of that post, day and hours. Where there is none it is added, by hand, as
  staff do; where another one of the post shares a moment with it, staff decide, and the row is
  refused. Without hours, or with a word such as 上午, the one shift of that part of the day is meant.
- Who stands in it and is a volunteer has promised: staff note it, as if that person had said so on
  the telephone, and the same rules judge it. Nobody becomes a volunteer by standing in a chart.
- Days that are over are left out. Nobody is taken off a shift because a chart does not name them.
- Undoing lets go of whom it put there, and calls off the shifts that it added; not if one of them
  was changed since.
"""
