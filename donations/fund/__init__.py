"""The public-service fund (为民服务专项资金): a book that anybody can check.

It is a mirror for the neighbours, not the statutory book. An app of its own: a centre may
run it without gifts.
"""
