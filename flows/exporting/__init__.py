"""Training data from what is stored: what there is, what may leave, and the folder it goes into."""
