"""What a sentence gives away of a person's life, weighed by words that were learned from labelled sentences.

Nobody can list all the ways in which people say that they are away or ill or in love. So each sentence is cut into
marks, each mark and each theme has a weight for each kind of exposure, and the sum says how likely it is. The
weights are in `weights.json`; they are made by `python -m tests.telling.learn`, and nothing is learned at run time.
"""

KINDS = (
    "absence",
    "family",
    "future-visit",
    "opinion",
    "relationship",
    "routine",
    "school-or-care-home",
    "spouse-employer",
)
"""The kinds of exposure that are weighed."""
