"""What duty allows and what it asks for, as plain functions; each rule once."""
