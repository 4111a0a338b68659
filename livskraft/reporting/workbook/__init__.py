"""A round as an Excel workbook: one row for each activity of an actor, filled in and read back.

`writing` makes it and `reading` finds the rows again wherever they have been moved; `comparing`
says cell by cell what differs from what stands. Only `opening`, and `writing` with its
`instructions` and `looks`, know openpyxl.
"""
