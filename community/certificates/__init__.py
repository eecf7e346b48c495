"""Certificates of every kind: a number without gaps, a page that anybody checks, revocation and replacement.

An app registers its kind in `AppConfig.ready` (`kinds.register`), and keeps what the certificate
is about in a table of its own with a `OneToOneField("community.Certificate", PROTECT)`. Then

- `issue_certificate` gives the next number of the kind and the year,
- `revoke_certificate` declares one void, `replace_certificate` puts a new number in its place,
- `show_name` says how much of the name strangers read, `make_nameless` takes the name away for good,
- `sealing` keeps the official seal, and puts it on what two people released,
- `proves` tells whether whoever holds the paper can still show whose it was.

Each is called inside the app's own transaction, and as its last step: the counter of the kind
and the year is locked from the number on until the transaction ends. Permissions are the app's
to ask. Import them from `community.certificates.services`.
"""
