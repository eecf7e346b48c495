from django.urls import path

from donations import views

urlpatterns = [
    path("donations/", views.wall, name="thanks_wall"),
    path("donations/offer/", views.offer, name="offer_gift"),
    path("donations/mine/", views.mine, name="my_gifts"),
    path("donations/labels/", views.labels, name="item_labels"),
    path("donations/<int:pk>/", views.gift, name="gift"),
    path("donations/<int:pk>/withdraw/", views.withdraw, name="withdraw_gift"),
    path("donations/<int:pk>/publicity/", views.publicity, name="gift_publicity"),
    path("donations/<int:pk>/nameless/", views.go_nameless, name="gift_nameless"),
    path("donations/things/<slug:code>/", views.item, name="item"),
    path("donations/things/<slug:code>/code.svg", views.item_qr, name="item_qr"),
    path("donations/things/<slug:code>/place/", views.place_item, name="place_item"),
    path("donations/things/<slug:code>/state/", views.item_state, name="item_state"),
    path("donations/things/<slug:code>/lend/", views.lend_item, name="lend_item"),
    path("donations/things/<slug:code>/retire/", views.retire, name="retire_item"),
    path("donations/loans/<int:pk>/back/", views.take_back, name="take_back_item"),
]
