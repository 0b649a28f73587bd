CREATE OR REPLACE SQL SECURITY INVOKER VIEW portico_contact AS
SELECT id, customer_id, ref, name, UPPER(CONCAT(LEFT(name, 1), IF(LOCATE(' ', name) > 0, LEFT(SUBSTRING_INDEX(name, ' ', -1), 1), ''))) AS initials, removed_at FROM kernel_contact;
