"""Addresses of the money, under /funds/."""

from django.urls import path

from siqiao.core.ledger_views import ledger_urls
from siqiao.funds.views import gifts, movements, overview, records, statements

urlpatterns = [
    path("", overview.overview, name="funds"),
    path("plan", overview.plan, name="plan"),
    path("plan/add", overview.plan_add, name="plan-add"),
    path("plan/<int:pk>", overview.plan_change, name="plan-change"),
    path("plan/<int:pk>/remove", overview.plan_remove, name="plan-remove"),
    path("allocation", overview.allocation, name="allocation"),
    path("receive", movements.receive, name="receive"),
    path("appropriate", movements.appropriate, name="appropriate"),
    path("allocate", movements.allocate, name="allocate"),
    path("carry-over", movements.carry_over, name="carry-over"),
    path("payments", movements.payment_list, name="payments"),
    path("payments/add", movements.pay, name="payment-add"),
    path("transfers/<int:pk>", records.transfer, name="transfer"),
    path("transfers/<int:pk>/check", movements.check, name="payment-check"),
    path("transfers/<int:pk>/refuse", movements.refuse, name="payment-refuse"),
    path("transfers/<int:pk>/reverse", movements.reverse_transfer, name="transfer-reverse"),
    path("transfers/<int:pk>/refund", movements.refund, name="payment-refund"),
    path("transfers/<int:pk>/attach", records.transfer_attach, name="transfer-attach"),
    path("transfers/<int:pk>/journey", records.journey, name="journey"),
    path("purses/<int:pk>", records.purse, name="purse"),
    path("purses/<int:pk>/take-back", movements.take_back, name="take-back"),
    path("gifts/add", gifts.gift_add, name="gift-add"),
    path("gifts/<int:pk>", gifts.gift, name="gift"),
    path("gifts/<int:pk>/receive", gifts.gift_receive, name="gift-receive"),
    path("gifts/<int:pk>/withdraw", gifts.gift_withdraw, name="gift-withdraw"),
    path("gifts/own", gifts.own_gifts, name="own-gifts"),
    path("hand-overs", gifts.hand_overs, name="hand-overs"),
    path("hand-overs/add", gifts.hand_over_add, name="hand-over-add"),
    path("hand-overs/<int:pk>", gifts.hand_over, name="hand-over"),
    path("hand-overs/<int:pk>/certificate", gifts.hand_over_certificate, name="hand-over-certificate"),
    path("statements", statements.statements, name="statements"),
    path("statements/<int:pk>", statements.statement, name="statement"),
    path("statements/<int:pk>/close", statements.close, name="statement-close"),
    path("statements/<int:pk>/void", statements.void, name="statement-void"),
    path("statements/lines/<int:pk>/decide", statements.decide, name="statement-decide"),
    *ledger_urls("plan_lines"),
    *ledger_urls("purses"),
    *ledger_urls("transfers"),
    *ledger_urls("gifts"),
]
