"""1.1.11.1.1 Identify Contact, the fourth door: customers from a file, by page and by command.

columns       which column of a file is which field; guessed, shown, confirmed
reading       CSV and XLSX as rows of text, whatever the program that wrote them
parts         the file in parts of equal size, kept encrypted until the import is done
cells         what one cell says: a day, a country, an entry of a list
rows          one row as answers, examined by the rules of registration; or what is wrong in which column
records       an examined row as the rows that registration would write
known, resembling   who is in the books already: looked up for a part at once, judged row by row
settling      one part: created, updated, held, refused; in one transaction
updating      what a row changes about a customer, and what stood there before
undoing       the whole import taken back, but for what others touched since
runs          the acts of the page: begin, choose columns, check, start, stop, go on, undo
working       the long work in steps; whoever kills it between two steps loses nothing
"""
