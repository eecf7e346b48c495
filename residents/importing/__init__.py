"""Importing the register and its appointments from workbooks.

The way of a file is the kernel's (`community.workbooks`); here is what only the register knows.

- `reading` has the vocabularies of both lists and the cells that only they have.
- `people` holds rows against the register, says what each would do, does it, and takes it back;
  `appointments` goes line by line through the services of terms.
- `arrivals` takes a file in, `report` is the register as a workbook.

What is decided about a row of people:
- A row without a name or a place, with a name that only staff can mend (two people, a lost
  character), or whose number belongs to somebody else is refused. A formula counts by the value
  that it last gave; without one it refuses the row only where name or place hang on it.
- A month or a year of birth is kept as such. A relation that the list of words does not have is
  taken as other, and said so. 无人 in place of a name is a door without people.
- A missing, lost or wrong identity number, or a wrong phone number, does not refuse the
  neighbour: the person is taken without it, the problem stays with the row, and the row is in
  the workbook of rows to mend. Sent again with the right number, it completes that person.
- Whoever has no identity card has another document: its column, the words before the number, or the
  number itself say which. One that is not known is kept as another document, and said so.
- A number that stands in two households is one person: living in one, and registered (户籍)
  in that whose row says 人户分离. Where none says so, the later row is refused.
- An empty cell says nothing: it never clears what the register knows. Nobody moves out because
  a workbook does not name them.
"""
