"""Pages of accounts: signing in, one's own account, and the administrator's list."""

from siqiao.accounts.views.sign_in import locked_out

__all__ = ["locked_out"]  # settings.AXES_LOCKOUT_CALLABLE names it here
