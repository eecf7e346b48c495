from django.urls import path

from portal import styleguide, views

urlpatterns = [
    path("", views.home, name="home"),
    path("board/", views.board, name="board"),
    path("board/portal.svg", views.wall_qr, name="wall_qr"),
    path("my/", views.my, name="my"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
