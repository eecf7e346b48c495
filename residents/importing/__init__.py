"""The register, and its appointments, from workbooks that others kept: rehearse, look, apply, and undo.

- `workbook` opens a file that nobody vouches for, `headers` knows its columns, `tables` finds
  its lines, `cells` reads one cell, `rows` and `appointment_rows` put a row together; none of
  them knows the database.
- `plan` holds rows against the register and says what each would do.
- `runs` takes a file and claims each step for one worker. The steps for people are `rehearsal`,
  `applying` and `undoing`, those for appointments stand in `appointing`; `steps` chooses.
- `report` sends back the rows that need mending.

What is decided about a row of people:
- A row without a name or a place, with a formula, or whose number belongs to somebody else
  is refused.
- A missing, lost or wrong identity number, or a wrong phone number, does not refuse the
  neighbour: the person is taken without it, the problem stays with the row, and the row is in
  the workbook of rows to mend. Sent again with the right number, it completes that person.
- A number that stands in two households is one person: living in one, and registered (户籍)
  in that whose row says 人户分离. Where none says so, the later row is refused.
- An empty cell says nothing: it never clears what the register knows. Nobody moves out because
  a workbook does not name them.
"""
