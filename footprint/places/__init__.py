"""Places: distances, UK postcodes and addresses, without asking anyone."""
