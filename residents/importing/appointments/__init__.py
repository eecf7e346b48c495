"""Importing appointments: reading them, and applying them through the services."""
