"""What is worked off afterwards: mail, messages and sweeps, by any number of workers, at least once."""
