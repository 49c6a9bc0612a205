"""The citizens' pages: plain files served as they are; they use the public interface and nothing else."""
