"""What pages read of the fund, as small typed values."""
