"""What is allowed in rooms and what is free, as plain functions; each rule once, and nothing here writes."""
