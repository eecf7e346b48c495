"""What may be booked, and how a voucher becomes lines; plain functions that write nothing."""
