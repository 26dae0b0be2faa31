"""Measures the photo half beside its peers: `make bench`. Each module but this and three others is one part.

To add a part, write a module with a `measure(work)` that yields `Figure`s, and name it in `__main__.PARTS`.
`peers` calls the other tools, `pictures` makes photos, `figure` says what a measurement is.
"""
