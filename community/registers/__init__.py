"""Registers of the kernel: an app adds its part here, and pages gather from all without naming any."""
