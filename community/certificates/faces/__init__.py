"""Drawing certificate faces: A4 at 300 dpi, landscape or portrait, with Pillow.

`fonts` finds a font for each character, `lines` breaks text by the rules of Chinese typesetting, `ornaments` draws
borders, QR codes and seals, `across` and `upright` lay out the face, and `paper` writes PNG, PDF and thumbnails.
"""
