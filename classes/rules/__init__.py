"""Rules of classes as plain functions: what is allowed and what is free. Nothing here writes."""
