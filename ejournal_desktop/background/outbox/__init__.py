"""The durable outbox: every edit lies encrypted on this computer's disk before it counts as kept, until it is saved."""
