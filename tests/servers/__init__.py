"""Real servers on this computer that sources are tested against: `make test-servers` installs, starts and stops them.

MediaWiki on SQLite, the archive software pywb, and a Bluesky network of its own. Everything in them is invented.
"""
