"""Delivering messages: `notify` writes them, `tasks` sends them, `sms` talks to a provider."""
