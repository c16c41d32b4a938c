"""What a cluster meeting is told: the frozen, safe tables of a day made into screens of one idea each."""
