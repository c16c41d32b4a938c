"""What may be shown where other settings sit in the room, and how the rest is hidden."""
