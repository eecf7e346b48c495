"""Pages that collect from every app: home, today's board, the wall, and "my" page.

The portal has no models and no services; what it shows comes from the other apps' selectors.
"""
