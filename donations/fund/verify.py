"""Check the fund's book on a computer of your own: python3 verify.py fund-chain.csv"""

import csv
import hashlib
import sys

before = "0" * 64
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for place, row in enumerate(csv.DictReader(file), start=1):
        parts = [row[name] for name in ("recorded", "day", "words", "lines", "receipt", "undoes")]
        text = "\n".join(["1", row["number"], before, *parts])
        before = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if row["number"] != str(place) or row["hash"] != before:
            sys.exit(f"Entry {place} is not as it was sealed.")

groups = [before[start : start + 4] for start in range(0, 32, 4)]
print("Every entry is as it was sealed. The root is", " ".join(groups))
