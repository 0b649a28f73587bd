-- When a portal user is deleted, whichever way, the links of before are over: after the last one a new link works.
CREATE OR REPLACE TRIGGER kernel_seat_link_turn AFTER DELETE ON kernel_seat FOR EACH ROW
UPDATE kernel_customer SET link_turn = link_turn + 1 WHERE id = OLD.customer_id;
