"""Russian sentences of errors, a module for each area of the program."""
