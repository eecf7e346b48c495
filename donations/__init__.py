"""What neighbours give to the centre, and the public-service fund."""
