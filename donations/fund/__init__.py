"""The public-service fund (为民服务专项资金): an account book that anyone can verify.

It mirrors the statutory accounts for the neighbours, but does not replace them. An app of its own, so that a centre
may use it without donations.
"""
