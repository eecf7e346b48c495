"""The register, and its appointments, from workbooks that others kept: rehearse, look, apply, and undo.

- `reading` opens a file that nobody vouches for, finds its tables, and understands a cell; it
  does not know the database.
- `people` holds rows against the register, says what each would do, does it, and takes it back;
  `appointments` does the same through the services of terms; `steps` chooses.
- `runs` takes a file and claims each step for one worker; `report` sends back the rows that
  need mending.

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
