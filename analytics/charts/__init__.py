"""Pictures of answers: each function takes a frame and gives a Plotly figure, or the sentence that says what it shows.

Nothing here asks the store, reads a clock or knows Streamlit. Every text that comes from a frame goes through
`style.label` before Plotly draws it; findings and alternative texts are plain text, which a page passes through
`style.markdown`. Every mark carries customdata whose shape its function states, so that a click can narrow a list.
"""
