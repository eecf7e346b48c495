"""Reading workbooks of the register: headings and cells, without the database."""
