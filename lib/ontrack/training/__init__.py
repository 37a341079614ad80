"""Fitting the reference class: panels of yearly series in, a model file out."""
