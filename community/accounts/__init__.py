"""Logins: sign-up, log-in, profile, inbox, and display settings.

A phone number is proved by a code sent to it (`codes`). With a proved number a person may sign up, set a new
password, or move a login to the new number (`services`).
"""
