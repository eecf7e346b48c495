"""The pages that gather from every app: home, today's board, the wall, and "my" page.

The portal keeps nothing and changes nothing: it has no models and no services. What it
shows it reads through the other apps' selectors.
"""
