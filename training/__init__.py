"""Makes the weights that travel with the package: `python -m training.hearing`. Needs scikit-learn; no test does."""
