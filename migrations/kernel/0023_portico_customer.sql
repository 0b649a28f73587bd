CREATE OR REPLACE SQL SECURITY INVOKER VIEW portico_customer AS
SELECT id, ref, name, number, archived_at AS removed_at FROM kernel_customer;
