CREATE OR REPLACE TRIGGER kernel_audit_seal_no_delete BEFORE DELETE ON kernel_audit_seal FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'seals are never deleted';
