"""What people do at the desk: find and coordinate; plain functions that never commit."""
