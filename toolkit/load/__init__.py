"""The workspace's files read into frozen values; every problem in them comes back as a finding. The only reader of them."""
