"""What all registers share: filing a record, moving it, writing each step down."""
