"""Telling people's pages what changed for them: server-sent events and long polling over one feed with a cursor."""
