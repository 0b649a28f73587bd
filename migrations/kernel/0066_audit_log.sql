-- A customer's rows by time: what its access log pages through.
ALTER TABLE kernel_audit
    ADD INDEX IF NOT EXISTS audit_log (customer_id, at DESC, id DESC),
    DROP INDEX IF EXISTS audit_customer;
