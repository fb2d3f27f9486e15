"""Files of a town hall: opened, recognised, repaired or refused, and kept as one frozen Atlas."""
