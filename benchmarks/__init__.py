"""What is measured, each against its bound in the same run, and the sweeps that make every write and sync fail."""
