-- Serves lists of ended instances in the order of their ends: one ordered run per status. It grows at its end only, once per instance.
CREATE INDEX instances_by_completion ON instances (status, completed_at, instance_key) WHERE completed_at IS NOT NULL;
