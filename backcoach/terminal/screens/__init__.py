"""What a person sees: values in, things to print out."""
