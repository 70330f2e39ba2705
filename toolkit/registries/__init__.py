"""What Crossref, DataCite, doi.org and Retraction Watch say of the works that the library cites, kept with the day on which they did."""
