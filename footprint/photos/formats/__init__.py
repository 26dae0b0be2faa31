"""File formats: one format, one file. See `footprint.photos` for how to add one."""
