"""Appointments from a workbook: read, and taken through the services of terms."""
