"""What the returns mean on a given day, for a given audience: named questions over the standing rows."""
