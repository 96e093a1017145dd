"""What comes after the letters: how Aldermark plans the next round, and takes its own people and its allies along."""
