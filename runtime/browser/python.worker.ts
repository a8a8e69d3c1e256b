/** `python3` in a worker of the page. */
throw new Error('Python has not moved in yet');
