"""Files of a town hall: opened, recognised, repaired or refused, and kept as one frozen Atlas."""

from loading.vectors.drivers import restrict_drivers

restrict_drivers()
