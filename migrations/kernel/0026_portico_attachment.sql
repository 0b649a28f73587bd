CREATE OR REPLACE SQL SECURITY INVOKER VIEW portico_attachment AS
SELECT id, ref, portal, name, type, size, verdict FROM kernel_attachment;
