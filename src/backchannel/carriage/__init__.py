"""What carries sealed blobs: the relay (server and client) and the pouch file. It knows only bytes and sizes."""
