"""What is allowed in classes and what is free, as plain functions; each rule once, and nothing here writes."""
