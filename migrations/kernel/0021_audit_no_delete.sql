CREATE OR REPLACE TRIGGER kernel_audit_no_delete BEFORE DELETE ON kernel_audit FOR EACH ROW
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit rows are never deleted';
