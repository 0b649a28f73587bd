-- With which program on which system somebody acted, by their names alone: 'Firefox/Windows'.
ALTER TABLE kernel_audit
    ADD COLUMN IF NOT EXISTS device VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL;
