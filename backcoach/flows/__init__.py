"""JOINS. One function for each thing a person does; adds the time, the handbook and the record."""
