"""What is typed about rooms: the shape is checked here, the rules of the centre by the services."""
