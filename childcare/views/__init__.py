"""The pages of the children's room: for the public, for guardians, at the door, for staff."""
