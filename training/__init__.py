"""The recipe of the compact Vietnamese-English package: data, training, export, evaluation."""
