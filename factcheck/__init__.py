"""A fact-checking desk: articles are split into claims, checked by people, and published with a history that holds."""
