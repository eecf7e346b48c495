DROP TRIGGER donations_loan_within_count ON donations_loan;
DROP FUNCTION donations_keep_loans();
