"""Addresses of accounts; they stand at the root."""

from django.urls import path

from siqiao.accounts.views import own, sign_in, users

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("second-factor", sign_in.second_factor, name="second-factor"),
    path("county", sign_in.switch_county, name="switch-county"),
    path("account", own.my_account, name="my-account"),
    path("account/password", own.change_password, name="change-password"),
    path("account/second-factor", own.second_factor_set_up, name="second-factor-set-up"),
    path("account/second-factor/off", own.second_factor_off, name="second-factor-off"),
    path("users", users.users, name="users"),
    path("users/add", users.user_add, name="user-add"),
    path("users/regions", users.region_suggestions, name="region-suggestions"),
    path("users/<int:pk>", users.user_edit, name="user-edit"),
    path("users/<int:pk>/deactivate", users.user_deactivate, name="user-deactivate"),
    path("users/<int:pk>/activate", users.user_activate, name="user-activate"),
    path("users/<int:pk>/reset-password", users.user_reset_password, name="user-reset-password"),
    path("users/<int:pk>/unlock", users.user_unlock, name="user-unlock"),
    path("users/<int:pk>/second-factor-off", users.user_second_factor_off, name="user-second-factor-off"),
]
