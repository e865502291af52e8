"""The preview: source and translation side by side, block by block, as pages that need nothing else."""
