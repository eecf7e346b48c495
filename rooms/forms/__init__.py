"""Forms about rooms: they check the shape of the input, the services check the rules."""
