"""Statistics on arrays and geometries: classes, concentration, small numbers, findings."""
