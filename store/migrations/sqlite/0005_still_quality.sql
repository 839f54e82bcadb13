-- What was measured of a still when it was taken; nothing for those that were taken before.
ALTER TABLE stills ADD COLUMN sharpness INTEGER;       -- not personal: variance of the Laplacian
ALTER TABLE stills ADD COLUMN glare_permille INTEGER;  -- not personal: burnt-out share of the middle
