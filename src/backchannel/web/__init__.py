"""The desk in the browser: pages over the use cases of `desk`, rendered here, without a script.

A page is one address: what it shows, and the named acts that its forms may ask for (`answers.Page`). A page's functions
take a `Visit` and give an answer; they know nothing of HTTP. What keeps strangers out stands before them (`guard`,
`entrance`), and one thread a desk does their work in turn (`site`).
"""
