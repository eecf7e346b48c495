"""Donations (捐赠): offers, certificates, the donated things, and the wall of thanks."""
