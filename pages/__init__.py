"""The screens: functions only, because a script here would be served without app.py."""
