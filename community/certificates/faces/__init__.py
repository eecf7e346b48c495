"""The face of a certificate: A4 at 300 dpi, across or upright, drawn with Pillow.

`fonts` finds a font for each character, `lines` breaks text as Chinese is set, `ornaments` draws
what is beautiful, `across` and `upright` put it together, `paper` gives PNG, PDF and small pictures.
"""
