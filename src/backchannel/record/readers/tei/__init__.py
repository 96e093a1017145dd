"""Reading volumes of TEI as the Office of the Historian marks up *Foreign Relations of the United States*."""
