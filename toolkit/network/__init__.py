"""The one way to the network: every address is looked at before it is dialled, and every answer is bounded."""
