"""Frames as files that leave the dashboard."""
