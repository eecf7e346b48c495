"""What the front desk may do with gifts; see `community.registers.roles`."""

FRONT_DESK = ("view_donor", "view_gift", "add_gift", "change_gift", "view_item", "view_loan", "view_placement")
