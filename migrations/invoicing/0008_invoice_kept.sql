CREATE OR REPLACE TRIGGER invoicing_invoice_kept BEFORE DELETE ON invoicing_invoice FOR EACH ROW
BEGIN
    IF OLD.issued_at IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an issued invoice does not change';
    END IF;
END
