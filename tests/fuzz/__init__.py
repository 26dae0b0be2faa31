"""Throws damaged files at the photo readers and cleaners, guided by which code they reach: `make fuzz`."""
