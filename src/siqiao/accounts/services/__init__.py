"""Every write to accounts: users and their scope, passwords, the second factor, the log of signing in."""
