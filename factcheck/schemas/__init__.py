"""Shapes at the edge, for forms and JSON alike: what comes in, and what goes out."""
