"""The picture in README is still true: checks over the source text, each shown to fail on a violation."""
