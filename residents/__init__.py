"""The register: who lives where, who looks after them, and whom residents can turn to.

Services change it; selectors return masked data. An identity number is stored encrypted and found by a keyed hash
(`community.vault`); `identity` defines its format.
"""
