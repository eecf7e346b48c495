"""The project: settings, URLs, the server, and the commands that run it. It wires the apps; none of them imports it."""
