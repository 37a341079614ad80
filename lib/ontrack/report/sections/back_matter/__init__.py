"""The last pages: method, sources, details of the run, long tables."""
