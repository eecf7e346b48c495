"""The register: who lives where, who looks after them, and whom to call at my door.

Services change it, selectors read it masked. An identity number is stored encrypted and
found again by a keyed hash (`secrets`); what it must look like is in `identity`.
"""
