"""The outbox: mails are stored with what they tell, and handed to a mail server afterwards.

`outbox.post` stores mails in the caller's transaction: either both are there or neither. A worker
or `livskraft tick` hands them over (`handover`). One row is one mail, and it is handed over once:

1. The row is marked as being handed over, and that is committed.
2. The mail server is given the mail (`server`).
3. What it answered is kept.

When a process ends between 1 and 3, nobody can know whether the server took the mail. It is then
`uncertain`: never sent again by itself, shown to the administrator, who may send it once more. It
keeps its Message-ID, by which most mail programs recognise one that they have already.
"""
