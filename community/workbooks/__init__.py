"""Importing lists that others maintain: rehearse, review, apply, undo.

A file is opened whatever its format (`opening`: `xlsx`, `older`, `plain`), its tables are found (`headings`,
`tables`), and its cells are read (`cells`); none of these use the database. `runs` stores the encrypted file and
assigns each step to one worker; `tracks` defines what happens with a list of one kind; `tasks` runs the steps in the
background, and `admin` has the pages.

To import a list of your own, say old gifts:

1. Add two tables, `GiftImport(WorkbookRun)` and `GiftImportRow(WorkbookRow)`, the second with a
   foreign key `run` whose related name is `rows`. Name both in a Kind of personal data, and call
   `runs.forget_before(GiftImport, when)` from your app's retention task.
2. Add a `Vocabulary`: the headings that columns may have, their labels, and the required columns.
   The column of names must be called `name`.
3. Add a track. `class GiftTrack(LineTrack)` has a `slug` ("donations.gifts"), a `label`, the
   `vocabulary`, what its rows are `about`, `may(user)`, and `taker(run=, by=)`, which returns a
   function from a `Line` to a `Taken`: it calls your services, and reports what it created. A
   `DomainError` refuses the line and rolls it back. The rehearsal runs the same code and rolls
   everything back, so nothing has to be written twice. `take_back(run=, made=, by=)` undoes what
   `made` reports, the last line first, and raises `refuse("depended_on", count=...)` if something
   newer depends on it; without one, set `may_undo = False`.
4. Call `tracks.register("donations.giftimport", "gifts", GiftTrack())` in your `AppConfig.ready`.
5. In the admin, add `@admin.register(GiftImport) class GiftImportAdmin(WorkbookAdmin)`, with a
   `WorkbookForm` of your own if a run needs more than its file.

A list that is not laid out one line per record overrides `tables` with its own subclass of `Tables`, as
`residents.importing.appointments` does. `residents.importing.people` writes a hundred thousand rows, and therefore
implements the whole track itself.
"""
