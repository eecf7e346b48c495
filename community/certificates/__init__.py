"""Certificates of every kind: gap-free numbers, a public page to check them, revocation and replacement.

An app registers its kind in `AppConfig.ready` (`kinds.register`), and stores what the certificate is about in a table
of its own with a `OneToOneField("community.Certificate", PROTECT)`. Then

- `issue_certificate` assigns the next number of the kind and year,
- `revoke_certificate` declares one void, `replace_certificate` also issues a new one in its place,
- `show_name` sets how much of the name the public sees, `make_nameless` deletes the name for good,
- `sealing` stores the official seal, and adds it to certificates that two people released,
- `proves` checks whether a paper, with its name and QR code, matches the certificate.

Call each of them inside the app's own transaction, as its last step: the counter of the kind and year stays locked
until the transaction ends. Checking permissions is up to the app. Import them from `community.certificates.services`.
"""
