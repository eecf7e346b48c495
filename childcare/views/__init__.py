"""The pages of the children's room: for everybody, for guardians, at the door, for staff."""
