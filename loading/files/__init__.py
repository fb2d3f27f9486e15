"""Files as they arrive: recognised by content, unpacked within limits, refused where they could do harm."""
