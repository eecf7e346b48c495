"""Rules of the fund as pure functions: what may be booked, and how a voucher becomes lines."""
