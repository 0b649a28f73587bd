CREATE OR REPLACE TRIGGER invoicing_tax_no_update BEFORE UPDATE ON invoicing_tax FOR EACH ROW
BEGIN
    IF EXISTS (SELECT 1 FROM invoicing_invoice i WHERE i.id IN (OLD.invoice_id, NEW.invoice_id) AND i.issued_at IS NOT NULL) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an issued invoice does not change';
    END IF;
END
