"""Rules of donations as pure functions: what is allowed, and how gifts are described."""
