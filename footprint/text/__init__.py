"""What a text says: names and mentions, kin, dates, homes and holidays, and whose each of them is."""
