"""The community centre itself, and the kernel that every app shares."""
