"""The pages of classes, by who reads them."""
