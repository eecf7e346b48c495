"""How a workbook is read: opened, its columns found, its lines and cells understood, without the database."""
