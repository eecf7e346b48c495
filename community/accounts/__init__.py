"""Logins: sign up, log in, profile, inbox, and how a reader wants pages shown.

A phone number is proved by a code sent to it (`codes`); whoever proved one may sign up,
set a new password, or move a login to the new number (`services`).
"""
