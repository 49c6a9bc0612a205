"""The published language: every command, question, answer and domain event that crosses a process boundary.

Standard library and marshmallow only, so that anyone may import it: a front end's code generator,
another team's service, a test.
"""
