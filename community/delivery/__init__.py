"""Telling people things: `notify` writes a message, `tasks` sends it out, `sms` talks to a provider."""
