"""What can be asked? Cases with their status and trail, accounts' first cases, certificates: all folded from sets of facts."""
