"""Gifts of neighbours (捐赠): offers, certificates, what becomes of the things, the wall of thanks."""
