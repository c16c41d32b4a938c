"""What settings told us, and whether we accept it. No Streamlit, no Plotly, nothing from analytics."""
