"""The project: settings, addresses, server and the commands that run it. It wires the apps; none imports it."""
