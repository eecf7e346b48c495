"""Registries of the kernel: each app adds its part, so that pages can collect from all apps without naming any."""
