"""Importing the register and its appointments from workbooks.

The general import process is `community.workbooks`; this package has what is specific to the register.

- `reading` has the vocabularies of both lists, and parses cells specific to them.
- `people` compares rows with the register, reports what each would do, applies and undoes them;
  `appointments` processes lines one by one through the services for terms.
- `arrivals` accepts a file; `report` exports the register as a workbook.

The rules for a row of people:

- A row is refused if it has no name or address, a name that only staff can correct (two people, a
  lost character), or a number that belongs to someone else. A formula counts as its last value;
  without one, the row is refused only if name or address depend on it.
- A birth date may be a month or a year only. An unknown word for a relation is imported as other,
  and reported. 无人 instead of a name means that nobody lives there.
- A missing, incomplete or wrong identity number, or a wrong phone number, does not refuse the
  resident: the person is imported without it, the problem is recorded with the row, and the row is
  in the workbook of rows to correct. Importing the corrected row completes that person.
- People without an identity card have another document: its column, the words before the number, or
  the number itself determine the kind. An unknown kind is imported as other, and reported.
- A number that occurs in two households is one person: living in one, and registered (户籍)
  in the one whose row says 人户分离. If neither says so, the later row is refused.
- An empty cell never clears what the register knows. Nobody moves out because a workbook does not
  list them.
"""
