"""Appointments from a workbook: reading them, and applying them through the services."""
