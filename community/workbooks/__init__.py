"""Lists that others kept, brought in: rehearse, look, apply, undo.

A file is opened whatever its format (`opening`: `xlsx`, `older`, `plain`), its tables are found
(`headings`, `tables`), its cells read (`cells`); none of these knows the database. `runs` keeps
the file, sealed, and claims each step for one worker; `tracks` says what is done with a list of
one kind; `tasks` does it in the background, and `admin` has the pages.

To bring in a list of your own, say old gifts:

1. Two tables, `GiftImport(WorkbookRun)` and `GiftImportRow(WorkbookRow)`, the second with a
   foreign key `run` of related name `rows`. Name both in a Kind of personal data, and call
   `runs.forget_before(GiftImport, when)` where your app forgets.
2. A `Vocabulary`: what the columns may be called, their labels, and which cannot be missing.
   Its column of names is called `name`.
3. A track. `class GiftTrack(LineTrack)` has a `slug` ("donations.gifts"), a `label`, the
   `vocabulary`, what its rows are `about`, `may(user)`, and `taker(run=, by=)`, which gives a
   function from a `Line` to a `Taken`: it calls your services, and says what it made. A
   `DomainError` refuses the line, whatever it wrote. The rehearsal does the same and takes it
   all back, so that there is nothing to write twice. `take_back(run=, made=, by=)` undoes what
   `made` says, the last line first, and raises `refuse("depended_on", count=...)` where something
   newer rests on it; without one, `may_undo = False`.
4. `tracks.register("donations.giftimport", "gifts", GiftTrack())` in your `AppConfig.ready`.
5. In the admin `@admin.register(GiftImport) class GiftImportAdmin(WorkbookAdmin)`; with a
   `WorkbookForm` of your own where a run needs to know more than its file.

A list that is drawn otherwise than line by line overrides `tables` with a `Tables` of its own, as
the wall charts of duty do (`volunteers.importing.charts`).

`residents.importing.appointments` is such a track; `residents.importing.people` is one that
writes a hundred thousand rows, and so does all of it by itself.
"""
