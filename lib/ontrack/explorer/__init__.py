"""Exploring by hand: the only room that knows ipywidgets and plotly."""
