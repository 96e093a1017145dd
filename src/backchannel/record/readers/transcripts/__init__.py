"""The anatomy of a plain transcript of a printed document: a page of the series, turned to text by some tool."""
