"""What it means on a given day, for a given audience. No Streamlit."""
