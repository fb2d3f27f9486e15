"""Files of a town hall: opened, recognised, repaired or refused, and kept as one frozen Atlas."""

from loading.gdal import restrict_drivers

restrict_drivers()
