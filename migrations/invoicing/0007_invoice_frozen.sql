-- What was sent never changes; what changes is what was paid, and what became of the rest.
CREATE OR REPLACE TRIGGER invoicing_invoice_frozen BEFORE UPDATE ON invoicing_invoice FOR EACH ROW
BEGIN
    IF OLD.issued_at IS NOT NULL AND NOT (
        NEW.customer_id <=> OLD.customer_id
        AND NEW.contact_id <=> OLD.contact_id
        AND NEW.ref <=> OLD.ref
        AND NEW.series <=> OLD.series
        AND NEW.number <=> OLD.number
        AND BINARY NEW.name <=> BINARY OLD.name
        AND NEW.currency <=> OLD.currency
        AND NEW.terms <=> OLD.terms
        AND NEW.issue_on <=> OLD.issue_on
        AND NEW.due_on <=> OLD.due_on
        AND NEW.net <=> OLD.net
        AND NEW.tax <=> OLD.tax
        AND NEW.gross <=> OLD.gross
        AND BINARY NEW.seller <=> BINARY OLD.seller
        AND BINARY NEW.holder <=> BINARY OLD.holder
        AND BINARY NEW.iban <=> BINARY OLD.iban
        AND BINARY NEW.bic <=> BINARY OLD.bic
        AND BINARY NEW.buyer <=> BINARY OLD.buyer
        AND BINARY NEW.reference <=> BINARY OLD.reference
        AND BINARY NEW.intro <=> BINARY OLD.intro
        AND NEW.created_at <=> OLD.created_at
        AND NEW.created_by <=> OLD.created_by
        AND NEW.issued_at <=> OLD.issued_at
        AND NEW.issued_by <=> OLD.issued_by
        AND NEW.status <> 'draft') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an issued invoice does not change';
    END IF;
END
