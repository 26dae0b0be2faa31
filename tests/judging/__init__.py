"""Pages and records that are, or are not, about invented councillors: what the judge is held against."""
