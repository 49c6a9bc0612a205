"""Papers: a typst template beside this file and its data make a PDF. Names are joined before it is called."""

PDF = "application/pdf"
