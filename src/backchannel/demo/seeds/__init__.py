"""The five documents as one worked case: played from the files themselves, which are not part of the project."""
